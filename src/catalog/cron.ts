import { Cron } from "croner";

/** A schedule of five fields, read in a time zone of its own: `0 2 * * 0` in `Europe/Lisbon`. */
interface Recurring {
  readonly cron: string;
  readonly timeZone: string;
}

/** ISO 8601 in UTC. */
type Instant = string;

/** The first time after `after`. Undefined for a schedule that never comes again. */
export function nextRun(recurring: Recurring, after: Instant): Instant | undefined {
  return cronOf(recurring).nextRun(new Date(after))?.toISOString();
}

/** The last time until `now`, which counts itself. A time that the clocks leap over in spring is the moment after the leap. */
export function lastRun(recurring: Recurring, now: Instant): Instant | undefined {
  const justAfter = new Date(Date.parse(now) + 1);
  return cronOf(recurring).previousRuns(1, justAfter)[0]?.toISOString();
}

/** Why it means nothing, in the words of who reads it. */
export function cronProblem(recurring: Recurring): string | undefined {
  try {
    cronOf(recurring).nextRun(new Date(0));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function cronOf({ cron, timeZone }: Recurring): Cron {
  return new Cron(cron, { timezone: timeZone, paused: true, mode: "5-part" });
}
