import type { AssignRole, LeaveRole, PersonCommand } from "./command.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import type { Incident, PersonId } from "./incident.ts";

/** One person holds a role; giving it to somebody else is a handover. */
export function decideAssignRole(incident: Incident, command: PersonCommand & AssignRole): Decision {
  const previous = incident.roles[command.role];
  if (previous === command.person) {
    const who = command.person === command.by ? "You already hold" : "They already hold";
    return refuse("no-change", `${who} the role ${command.role} of this incident. Nothing changed.`);
  }
  return accept({ kind: "role-assigned", by: command.by, role: command.role, person: command.person, previous });
}

/** A role is left by whoever holds it; from somebody else it is taken over. */
export function decideLeaveRole(incident: Incident, { role, by }: PersonCommand & LeaveRole): Decision {
  const holder = incident.roles[role];
  if (holder === by) return accept({ kind: "role-left", by, role });
  if (!holder) return refuse("no-change", `Nobody holds the role ${role} of this incident. Nothing changed.`);
  return refuse("not-yours", `Somebody else holds the role ${role}. To take it over: /incident role ${role} me.`);
}

/** Only the lead of an open incident is missed when they leave. */
export function decideLeadAway(incident: Incident, by: PersonId): Decision {
  const isMissed = incident.status !== "resolved" && incident.roles.lead === by;
  return isMissed ? accept({ kind: "lead-away", by }) : accept();
}
