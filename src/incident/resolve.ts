import type { PersonCommand, Reopen, Resolve } from "./command.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { longestText, plain, shorten } from "./text.ts";

/** Resolving says what fixed it: the announcement ends with that sentence. */
export function decideResolve(incident: Incident, command: PersonCommand & Resolve): Decision {
  if (incident.status === "resolved") {
    return refuse("already-resolved", "This incident is already resolved. Nothing changed.");
  }
  const text = shorten(plain(command.text), longestText);
  if (!text) return refuse("empty-text", "Say in a sentence what fixed it: /incident resolve rolled back to v41.");
  return accept({ kind: "incident-resolved", by: command.by, text });
}

export function decideReopen(incident: Incident, command: PersonCommand & Reopen): Decision {
  if (incident.status !== "resolved") {
    return refuse("not-resolved", `This incident is still ${incident.status}; only a resolved one can be reopened.`);
  }
  const reason = shorten(plain(command.reason), longestText);
  if (!reason) return refuse("empty-text", "Say why it is open again: /incident reopen errors are back since 14:05.");
  return accept({ kind: "incident-reopened", by: command.by, reason });
}
