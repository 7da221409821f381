import type { Instant } from "../incident/incident.ts";

/** How the time of incidents runs beside that of Postgres: the same, but in a sandbox that is played faster. */
export interface TimeScale {
  /** What Postgres's clock means for incidents. Never runs backwards. */
  incidentTime(postgres: Instant): Instant;
  /** When Postgres's clock will show it. */
  realTime(incident: Instant): Instant;
}

export const unscaled: TimeScale = { incidentTime: (at) => at, realTime: (at) => at };
