import type { Incident } from "../../incident/incident.ts";
import { timelineOf } from "../../incident/timeline.ts";
import { eventsSince } from "../../store/events.ts";
import type { SlackContext } from "../context.ts";
import type { Message } from "../messages/message.ts";
import { timelineReply } from "../messages/timeline.ts";
import type { TypedCommand } from "./answer-command.ts";

/** What happened, as far as it fits an answer; a long story comes as a file. */
export async function showTimeline(
  context: SlackContext,
  incident: Incident,
  { by, key }: TypedCommand,
): Promise<Message> {
  const lines = timelineOf(await eventsSince(context.pool, incident.id, 0));
  const { reply, isWhole } = timelineReply(incident, lines);
  if (!isWhole) {
    const delivery = key === undefined ? undefined : { key };
    await context.handle({ kind: "request-timeline", incident: incident.id, by }, delivery);
  }
  return reply;
}
