import { findService } from "../catalog/find-service.ts";
import { defaultSeverity, findSeverity } from "../catalog/find-severity.ts";
import type { Catalog, Service, Severity } from "../catalog/types.ts";
import type { Declare } from "./command.ts";
import { accept, type Decision, type Facts, type Refusal, refuse } from "./decision.ts";
import type { IncidentEvent } from "./event.ts";
import { evolve } from "./evolve.ts";
import { partsOf } from "./parts.ts";
import { strikes } from "./strike.ts";
import { termsOf } from "./terms.ts";
import { longestText, longestTitle, oneLine, plain, shorten } from "./text.ts";
import { keptMessage } from "./timeline-entry.ts";

/**
 * Anyone may declare. A title that is a whole report is shortened for the card and kept whole on the timeline: at three in the
 * morning nobody should have to type it again.
 */
export function decideDeclare(command: Declare, facts: Facts): Decision {
  const found = resolve(command, facts.catalog);
  if (found.kind === "refused") return found;
  const whole = oneLine(command.title);
  if (!whole)
    return refuse(
      "empty-title",
      "Say in a few words what is wrong: /incident declare P1 podcast-analytics API error rate at 37%.",
    );
  const title = shorten(whole, longestTitle);
  const { by, isDrill, isPrivate, isEmergency, isAlerted, place, message } = command;
  const { service, severity } = found;
  const { catalog, now } = facts;
  const terms = termsOf({ service, severity, catalog, from: now, now, isDrill });
  const declared: IncidentEvent = {
    kind: "incident-declared",
    id: facts.newId,
    number: facts.newNumber,
    title,
    service: service.key,
    severity: severity.level,
    isDrill,
    isPrivate,
    by,
    parts: partsOf({ terms, isPrivate, hasLinks: service.links.length > 0 }),
    terms,
    isEmergency: isEmergency && !isDrill ? true : undefined,
    isAlerted,
    place,
  };
  // Levels of the ladder without a delay are called in the same breath.
  const struck = strikes(evolve(undefined, { version: 1, at: now, event: declared }), now);
  const told = message ? [keptMessage(by, message)] : [];
  if (title === whole) return accept(declared, ...struck, ...told);
  return accept(declared, ...struck, ...told, {
    kind: "timeline-entry-added",
    by,
    text: shorten(plain(command.title), longestText),
  });
}

type Resolved =
  | { readonly kind: "resolved"; readonly service: Service; readonly severity: Severity }
  | { readonly kind: "refused"; readonly refusal: Refusal };

function resolve(command: Declare, catalog: Catalog): Resolved {
  const service = findService(catalog, command.service);
  if (service.kind === "unknown") {
    return { kind: "refused", refusal: unknownService(command.service, service.suggestions) };
  }
  if (!command.severity)
    return { kind: "resolved", service: service.service, severity: defaultSeverity(service.service) };
  const severity = findSeverity(service.service, command.severity);
  if (severity.kind === "unknown") {
    return { kind: "refused", refusal: unknownSeverity(command.severity, service.service) };
  }
  return { kind: "resolved", service: service.service, severity: severity.severity };
}

function unknownService(word: string, suggestions: readonly string[]): Refusal {
  const text = `“${shorten(oneLine(word), 60)}” is not a service here. Choose one of: ${suggestions.join(", ")}.`;
  return { code: "unknown-service", text };
}

export function unknownSeverity(word: string, service: Service): Refusal {
  const levels = service.severities.map((severity) => `${severity.level} (${severity.name})`).join(", ");
  const text = `“${shorten(oneLine(word), 60)}” is not a severity of ${service.key}. Choose one of: ${levels}.`;
  return { code: "unknown-severity", text };
}
