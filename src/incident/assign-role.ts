import type { AssignRole, PersonCommand } from "./command.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import type { Incident } from "./incident.ts";

/** One person holds a role; giving it to somebody else is a handover. */
export function decideAssignRole(incident: Incident, command: PersonCommand & AssignRole): Decision {
  const previous = incident.roles[command.role];
  if (previous === command.person) {
    const who = command.person === command.by ? "You already hold" : "They already hold";
    return refuse("no-change", `${who} the role ${command.role} of this incident. Nothing changed.`);
  }
  return accept({ kind: "role-assigned", by: command.by, role: command.role, person: command.person, previous });
}
