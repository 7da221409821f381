import { setTimeout as pauseFor } from "node:timers/promises";
import { Fault } from "../../clients/fault.ts";

/** The clock of readings that show ages or look again and again. */
export interface ReadingTime {
  readonly now: () => Date;
  /** Between two looks. */
  readonly pauseMs: number;
}

interface Looking<T> {
  /** A value ends the looking. */
  readonly look: () => Promise<T | undefined>;
  /** Undefined: as long as the signal lets it. */
  readonly timeoutMs: number | undefined;
  /** What was waited for in vain, in words: `the condition Ready of pod/api-1`. */
  readonly what: () => string;
  readonly signal: AbortSignal;
}

/** Looks until there is something to see. At least once, whatever the timeout. Throws a Fault when the time is over. */
export async function lookUntil<T>({ now, pauseMs }: ReadingTime, looking: Looking<T>): Promise<T> {
  const { look, timeoutMs, what, signal } = looking;
  const end = timeoutMs === undefined ? Number.POSITIVE_INFINITY : now().getTime() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (now().getTime() >= end) throw timedOut(what());
    await pauseFor(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function timedOut(what: string): Fault {
  return new Fault(`timed out waiting for ${what}`, {
    service: "kubernetes",
    code: "Timeout",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "See its events, or wait longer with --timeout.",
  });
}
