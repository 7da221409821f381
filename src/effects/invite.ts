import type { IncidentCommand } from "../incident/command.ts";
import type { Incident, PersonId } from "../incident/incident.ts";
import { userOf } from "../slack/person.ts";
import type { EffectContext } from "./context.ts";
import { unless } from "./unless.ts";

/** Brings people into the incident channel. `force` invites the others when one of them cannot come. */
export async function invite(
  incident: Incident,
  people: readonly PersonId[],
  { slack }: EffectContext,
): Promise<readonly IncidentCommand[]> {
  if (!incident.channel || people.length === 0) return [];
  await slack
    .call("conversations.invite", { channel: incident.channel.id, users: people.map(userOf).join(","), force: true })
    .catch(unless("already_in_channel", "cant_invite_self"));
  return [];
}
