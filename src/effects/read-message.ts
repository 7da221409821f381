import { Fault } from "../clients/fault.ts";
import type { SlackMessage } from "../clients/slack-methods.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Effect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import type { MessageRef } from "../incident/timeline-message.ts";
import { timelineMark } from "../slack/messages/marks.ts";
import { personId, teamOf } from "../slack/person.ts";
import type { EffectContext } from "./context.ts";

/**
 * Looks at a message as it is now, with its reactions. So it does not matter in which order Slack told of a mark that came and went,
 * how often it told it, or whether the words changed meanwhile.
 */
export async function readMessage(
  { id }: Incident,
  { message: place, by }: Extract<Effect, { kind: "read-message" }>,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const found = await findMessage(place, context);
  if (!found) return [{ kind: "record-message-gone", incident: id, message: place }];
  const isMarked = found.reactions?.some(({ name }) => name === timelineMark) ?? false;
  const message = {
    ...place,
    author: personId(found.team ?? teamOf(by), found.user ?? ""),
    text: found.text ?? "",
    files: (found.files ?? []).map(({ name }) => name ?? "a file"),
    permalink: await permalinkOf(place, context),
  };
  return [{ kind: "record-message", incident: id, by, message, isMarked }];
}

async function findMessage({ channel, ts }: MessageRef, { slack }: EffectContext): Promise<SlackMessage | undefined> {
  try {
    return (await slack.call("reactions.get", { channel, timestamp: ts, full: true })).message;
  } catch (error) {
    if (error instanceof Fault && error.code === "message_not_found") return undefined;
    throw error;
  }
}

/** A message without a link is better than none. */
async function permalinkOf({ channel, ts }: MessageRef, { slack }: EffectContext): Promise<string | undefined> {
  try {
    return (await slack.call("chat.getPermalink", { channel, message_ts: ts })).permalink;
  } catch (error) {
    if (error instanceof Fault && error.retry.kind === "never") return undefined;
    throw error;
  }
}
