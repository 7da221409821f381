import { Fault } from "../clients/fault.ts";
import type { MessagePlace, RememberedMessage } from "../store/messages.ts";
import type { EffectContext } from "./context.ts";

const pageSize = 200;
/** The clocks of Slack and Postgres may differ by this much. */
const skewSeconds = 60;

/**
 * The `ts` of a message whose sending was never answered, found by the tag in its metadata. A Slack that keeps no history for us
 * answers as if it were not there: then it is posted again, for a card too many is better than none.
 */
export async function findPosted(
  { incident, surface }: MessagePlace,
  { channel, since }: Extract<RememberedMessage, { kind: "sending" }>,
  { slack }: EffectContext,
): Promise<string | undefined> {
  const oldest = String(Date.parse(since) / 1000 - skewSeconds);
  let cursor: string | undefined;
  do {
    const page = await slack
      .call("conversations.history", {
        channel,
        oldest,
        include_all_metadata: true,
        limit: pageSize,
        ...(cursor ? { cursor } : {}),
      })
      .catch(nothingIfNotOffered);
    const found = page.messages.find(
      ({ metadata }) => metadata?.event_payload.incident === incident && metadata.event_payload.surface === surface,
    );
    if (found) return found.ts;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return undefined;
}

function nothingIfNotOffered(error: unknown): { messages: []; response_metadata?: undefined } {
  if (error instanceof Fault && error.retry.kind === "never") return { messages: [] };
  throw error;
}
