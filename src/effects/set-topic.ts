import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { topic } from "../slack/messages/topic.ts";
import { findMessage, rememberSent } from "../store/messages.ts";
import type { EffectContext } from "./context.ts";

/** Slack writes a line into the channel whenever the topic is set, so it is set only when it says something new. */
export async function setTopic(incident: Incident, { slack, db }: EffectContext): Promise<readonly IncidentCommand[]> {
  if (!incident.channel) return [];
  const wanted = topic(incident);
  const place = { incident: incident.id, surface: "topic" } as const;
  const shown = await findMessage(db, place);
  if (shown?.kind === "sent" && shown.hash === wanted) return [];
  const channel = incident.channel.id;
  await slack.call("conversations.setTopic", { channel, topic: wanted });
  await rememberSent(db, { ...place, channel, ts: "", hash: wanted });
  return [];
}
