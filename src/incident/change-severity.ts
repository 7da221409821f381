import { findSeverity } from "../catalog/find-severity.ts";
import type { ChangeSeverity, PersonCommand } from "./command.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import { unknownSeverity } from "./declare.ts";
import type { Incident } from "./incident.ts";
import { pageAnew } from "./parts.ts";
import { termsOf } from "./terms.ts";
import { longestText, plain, shorten } from "./text.ts";

/** A severity of the service's own scheme; a service that left the catalog keeps the severity it has. */
export function decideChangeSeverity(
  incident: Incident,
  command: PersonCommand & ChangeSeverity,
  facts: Facts,
): Decision {
  if (incident.status === "resolved") {
    return refuse("already-resolved", "This incident is resolved. Reopen it first: /incident reopen <reason>.");
  }
  const service = facts.catalog.services.find((one) => one.key === incident.service);
  if (!service) {
    return refuse("unknown-service", `${incident.service} is no longer in the catalog, so its severities are unknown.`);
  }
  const found = findSeverity(service, command.severity);
  if (found.kind === "unknown") return { kind: "refused", refusal: unknownSeverity(command.severity, service) };
  if (found.severity.level === incident.severity) {
    return refuse("no-change", `The severity is already ${incident.severity}. Nothing changed.`);
  }
  const reason = command.reason ? shorten(plain(command.reason), longestText) : undefined;
  const { severity } = found;
  const { isDrill, terms: before } = incident;
  const { catalog, now } = facts;
  // "Changing severity re-plans all clocks from the declared time."
  const terms = termsOf({ service, severity, catalog, from: before.from, now, isDrill });
  return accept({
    kind: "severity-changed",
    by: command.by,
    from: incident.severity,
    to: severity.level,
    reason: reason || undefined,
    parts: incident.parts.page ? [] : pageAnew(terms),
    terms,
  });
}
