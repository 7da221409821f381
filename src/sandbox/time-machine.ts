import type { TimeScale } from "../store/time-scale.ts";

/** The time of incidents in a sandbox: it runs as many times faster as one likes, and can be moved on, never back. */
export interface TimeMachine extends TimeScale {
  factor(): number;
  /** From now on an hour of incidents passes in 1/factor hours. */
  run(factor: number): void;
  skip(minutes: number): void;
  now(): string;
}

export const longestFactor = 3600;

/** `realNow`: milliseconds since 1970, by the clock of the sandbox's Postgres, which is this machine's. */
export function createTimeMachine(factor: number, realNow: () => number): TimeMachine {
  let base = { realMs: realNow(), incidentMs: realNow(), factor };
  // A transaction that began before the last change of pace must not find itself in the past.
  const incidentMs = (realMs: number): number => base.incidentMs + Math.max(0, realMs - base.realMs) * base.factor;
  const rebase = (next: { readonly factor?: number; readonly aheadMs?: number }): void => {
    const realMs = realNow();
    base = { realMs, incidentMs: incidentMs(realMs) + (next.aheadMs ?? 0), factor: next.factor ?? base.factor };
  };
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    incidentTime: (postgres) => iso(incidentMs(Date.parse(postgres))),
    realTime: (incident) => iso(base.realMs + (Date.parse(incident) - base.incidentMs) / base.factor),
    factor: () => base.factor,
    run: (wanted) => rebase({ factor: wanted }),
    skip: (minutes) => rebase({ aheadMs: minutes * 60_000 }),
    now: () => iso(incidentMs(realNow())),
  };
}
