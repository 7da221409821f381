import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { topic } from "../slack/messages/topic.ts";
import type { EffectContext } from "./context.ts";

export async function setTopic(incident: Incident, { slack }: EffectContext): Promise<readonly IncidentCommand[]> {
  if (incident.channel)
    await slack.call("conversations.setTopic", { channel: incident.channel.id, topic: topic(incident) });
  return [];
}
