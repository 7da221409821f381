import type { Merge, OutcomeCommand, PersonCommand } from "./command.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import type { Incident } from "./incident.ts";

/** Two incidents that are the same become one: this one ends as a duplicate, that one goes on with its people. */
export function decideMerge(incident: Incident, { by, into }: PersonCommand & Merge): Decision {
  const other = `INC-${into.number}`;
  if (into.id === incident.id)
    return refuse("bad-target", "An incident cannot be merged into itself. Nothing changed.");
  if (incident.status === "resolved") return refuse("already-resolved", "This incident is resolved. Nothing changed.");
  if (into.status === "resolved") {
    return refuse("bad-target", `${other} is resolved. Reopen it first, or choose one that is open. Nothing changed.`);
  }
  // The announcement of the one would tell of the other.
  if (into.isPrivate !== incident.isPrivate) {
    return refuse("bad-target", "A private incident and a public one cannot be merged. Nothing changed.");
  }
  if (into.isDrill !== incident.isDrill) {
    return refuse("bad-target", "A drill and a real incident cannot be merged. Nothing changed.");
  }
  return accept({ kind: "incident-merged", by, into });
}

export function decideRecordDuplicate(
  incident: Incident,
  { by, duplicate, people }: Extract<OutcomeCommand, { kind: "record-duplicate" }>,
): Decision {
  const known = incident.duplicates ?? [];
  return known.includes(duplicate.id) ? accept() : accept({ kind: "duplicate-recorded", by, duplicate, people });
}
