import type { PersonCommand, Reopen, Resolve } from "./command.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { pageAnew } from "./parts.ts";
import { restarted, type Terms, termsOf } from "./terms.ts";
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

/** An incident that is open again calls again, and all its clocks count from now. */
export function decideReopen(incident: Incident, command: PersonCommand & Reopen, facts: Facts): Decision {
  if (incident.status !== "resolved") {
    return refuse("not-resolved", `This incident is still ${incident.status}; only a resolved one can be reopened.`);
  }
  const reason = shorten(plain(command.reason), longestText);
  if (!reason) return refuse("empty-text", "Say why it is open again: /incident reopen errors are back since 14:05.");
  const terms = termsFromNow(incident, facts);
  return accept({ kind: "incident-reopened", by: command.by, reason, parts: pageAnew(terms), terms });
}

function termsFromNow({ terms, service: key, severity: level, isDrill }: Incident, { catalog, now }: Facts): Terms {
  const service = catalog.services.find((one) => one.key === key);
  const severity = service?.severities.find((one) => one.level === level);
  if (!service || !severity) return restarted(terms, now);
  return termsOf({ service, severity, catalog, from: now, now, isDrill });
}
