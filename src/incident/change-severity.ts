import { findSeverity } from "../catalog/find-severity.ts";
import type { ChangeSeverity, PersonCommand } from "./command.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import { unknownSeverity } from "./declare.ts";
import type { Incident } from "./incident.ts";
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
  return accept({
    kind: "severity-changed",
    by: command.by,
    from: incident.severity,
    to: found.severity.level,
    reason: reason || undefined,
  });
}
