import type { Service, Severity } from "./types.ts";

type FoundSeverity = { readonly kind: "found"; readonly severity: Severity } | { readonly kind: "unknown" };

/** The severity somebody means: `P1`, `p1`, `sev1`, `SEV-1`, `1`, `high`, `critical`, `P1 - High`. */
export function findSeverity(service: Service, word: string): FoundSeverity {
  const wanted = word.trim().toLowerCase();
  const severity =
    service.severities.find((one) => one.level.toLowerCase() === wanted || one.name.toLowerCase() === wanted) ??
    byNumber(service, wanted);
  return severity ? { kind: "found", severity } : { kind: "unknown" };
}

/** What `EMERGENCY` declares. */
export function highestSeverity(service: Service): Severity {
  return known(service.severities[0], service);
}

export function lowestSeverity(service: Service): Severity {
  return known(service.severities.at(-1), service);
}

/**
 * The severity of an incident whose declarer named none: the lowest that still pages somebody. Too low and nobody would come, too
 * high and everybody would. In a service that pages nobody, the highest.
 */
export function defaultSeverity(service: Service): Severity {
  return service.severities.findLast((one) => one.notify === "page") ?? highestSeverity(service);
}

/** `sev1` is the level numbered 1 of this scheme, whatever letter it goes by. */
function byNumber(service: Service, wanted: string): Severity | undefined {
  const number = /^(?:p|s|sev|severity|prio|priority)?[\s_-]*(\d)(?:\s*[-–:(].*)?$/.exec(wanted)?.[1];
  if (number === undefined) return undefined;
  return service.severities.find((one) => one.level.endsWith(number));
}

function known(severity: Severity | undefined, service: Service): Severity {
  if (severity) return severity;
  throw new Error(`${service.key} has no severities`);
}
