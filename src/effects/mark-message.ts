import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { type MessageRef, placeOf } from "../incident/timeline-message.ts";
import { recordedMark } from "../slack/messages/marks.ts";
import type { EffectContext } from "./context.ts";
import { unless } from "./unless.ts";

/** A check mark under a message says that it is on the timeline; it goes when the message has gone from it. */
export async function markMessage(
  { pins }: Incident,
  message: MessageRef,
  { slack }: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const mark = { channel: message.channel, timestamp: message.ts, name: recordedMark };
  if (pins?.[placeOf(message)]) {
    await slack.call("reactions.add", mark).catch(unless("already_reacted", "message_not_found"));
  } else {
    await slack.call("reactions.remove", mark).catch(unless("no_reaction", "message_not_found"));
  }
  return [];
}
