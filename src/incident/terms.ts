import { responseDue } from "../catalog/response-due.ts";
import type { Catalog, Service, Severity } from "../catalog/types.ts";
import type { Instant } from "./incident.ts";
import { addMinutes } from "./instant.ts";

/**
 * What was promised when an incident was declared, reopened or given another severity. Kept with the incident: an interval that
 * leaves the catalog meanwhile keeps holding for it.
 */
export interface Terms {
  /** What all times count from: the declaration, or the last reopening. */
  readonly from: Instant;
  /** When these terms were made. What would have been due before that is due then, and is not late. */
  readonly since: Instant;
  /** Absent where no response time is promised. */
  readonly acknowledgeBy?: Instant | undefined;
  readonly leadWithinMinutes: number;
  readonly updateIntervalMinutes: number;
  /** The rungs of the ladder that this severity climbs, in the catalog's order. */
  readonly levels: readonly LevelTerms[];
  /** Whether this severity calls people at all. Never in a drill. */
  readonly calls: boolean;
  readonly watchMinutes: number;
  readonly postMortemMinutes: number;
  /** Who hears of a post-mortem that is overdue. */
  readonly manager?: Callee | undefined;
}

export interface LevelTerms {
  readonly name: string;
  /** Absent where the team has named no time: then it is climbed by hand only. */
  readonly afterMinutes?: number | undefined;
  readonly unless: "acknowledged" | "resolved";
  readonly page: readonly Callee[];
  readonly announce: string;
  readonly declaresOutage: boolean;
}

/** A role of the catalog, and who holds it, in words. */
export interface Callee {
  readonly role: string;
  readonly name: string;
  readonly slack?: string | undefined;
}

/** The role that a declaration calls. */
export const onCall = "on-call";

export interface TermsInput {
  readonly service: Service;
  readonly severity: Severity;
  readonly catalog: Catalog;
  readonly from: Instant;
  readonly now: Instant;
  readonly isDrill: boolean;
}

export function termsOf({ service, severity, catalog, from, now, isDrill }: TermsInput): Terms {
  const { organization } = catalog;
  return {
    from,
    since: now,
    acknowledgeBy: responseDue(severity, organization.calendar, from),
    leadWithinMinutes: organization.leadWithinMinutes,
    updateIntervalMinutes: severity.updateIntervalMinutes,
    levels: service.ladder
      .filter(({ severities }) => severities.length === 0 || severities.includes(severity.level))
      .map(({ name, afterMinutes, unless, page, announce, declaresOutage }) => ({
        name,
        afterMinutes,
        unless,
        page: page.map((role) => callee(role, service, catalog)),
        announce,
        declaresOutage,
      })),
    calls: severity.notify === "page" && !isDrill,
    watchMinutes: organization.watchMinutes,
    postMortemMinutes: organization.postMortemMinutes,
    manager: callee("manager", service, catalog),
  };
}

/** The same promises, counted from a later time: for a service that left the catalog. */
export function restarted(terms: Terms, from: Instant): Terms {
  const responseMs = terms.acknowledgeBy ? Date.parse(terms.acknowledgeBy) - Date.parse(terms.from) : undefined;
  const acknowledgeBy = responseMs === undefined ? undefined : addMinutes(from, responseMs / 60_000);
  return { ...terms, from, since: from, acknowledgeBy };
}

/** The service's own people go before the organization's. */
function callee(role: string, service: Service, { organization }: Catalog): Callee {
  const held = [...service.contacts, ...organization.contacts].find((one) => one.role === role);
  return { role, name: held?.name ?? role.replaceAll("-", " "), slack: held?.slack };
}
