import { Fault } from "../clients/fault.ts";
import type { SlackCaller } from "../clients/slack.ts";
import type { SlackCalls } from "../clients/slack-methods.ts";
import type { RememberedMessage } from "../store/messages.ts";
import type { EffectContext } from "./context.ts";

const pageSize = 200;
/** The clocks of Slack and Postgres may differ by this much. */
const skewSeconds = 60;

/**
 * The `ts` of a message whose sending was never answered, found by the tag in its metadata. A Slack that keeps no history for us
 * answers as if it were not there: then it is posted again, for a card too many is better than none.
 */
export async function findPosted(
  { incident, surface }: { readonly incident: string; readonly surface: string },
  { channel, since }: Extract<RememberedMessage, { kind: "sending" }>,
  { slack }: Pick<EffectContext, "slack">,
): Promise<string | undefined> {
  const oldest = String(Date.parse(since) / 1000 - skewSeconds);
  let cursor: string | undefined;
  do {
    const page = await readPage(slack, {
      channel,
      oldest,
      include_all_metadata: true,
      limit: pageSize,
      ...(cursor ? { cursor } : {}),
    });
    const found = page?.messages.find(
      ({ metadata }) => metadata?.event_payload.incident === incident && metadata.event_payload.surface === surface,
    );
    if (found) return found.ts;
    cursor = page?.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return undefined;
}

type History = SlackCalls["conversations.history"];

/** The bot may post into a public channel without being in it, but not read it: then it joins first. */
async function readPage(slack: SlackCaller, args: History["args"]): Promise<History["result"] | undefined> {
  try {
    return await slack.call("conversations.history", args).catch(async (error: unknown) => {
      if (!(error instanceof Fault) || error.code !== "not_in_channel") throw error;
      await slack.call("conversations.join", { channel: args.channel });
      return slack.call("conversations.history", args);
    });
  } catch (error) {
    if (error instanceof Fault && error.retry.kind === "never") return undefined;
    throw error;
  }
}
