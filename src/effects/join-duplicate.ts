import type { IncidentCommand } from "../incident/command.ts";
import type { Incident, PersonId } from "../incident/incident.ts";

/** The incident that goes on learns of its duplicate, and gets its people. */
export async function joinDuplicate(incident: Incident, by: PersonId): Promise<readonly IncidentCommand[]> {
  const { id, number, title, status, isDrill, isPrivate, channel, people, mergedInto } = incident;
  // Reopened meanwhile: it is a duplicate no longer.
  if (!mergedInto) return [];
  const duplicate = { id, number, title, status, isDrill, isPrivate, channel };
  return [{ kind: "record-duplicate", incident: mergedInto.id, by, duplicate, people }];
}
