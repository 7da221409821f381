import type { Instant } from "../incident/incident.ts";
import { isBefore } from "../incident/instant.ts";
import { leaseMs } from "./limits.ts";
import type { ChangeRequest, Lease } from "./request.ts";

/** `now` by Postgres's clock. */
export const leaseFrom = (run: string, startedAt: Instant, now: Instant): Lease => ({
  run,
  startedAt,
  deadline: after(now, leaseMs.deadline),
  until: after(now, leaseMs.until),
});

/** Whether this execution may still send something to the target: asked of the state just read, right before each call that changes. */
export function mayStillRun({ state }: ChangeRequest, run: string, postgres: Instant): boolean {
  return state.kind === "running" && state.lease.run === run && isBefore(postgres, state.lease.deadline);
}

/** Whether its lease may be made longer: only while it still may run, and not for ever. */
export function mayRenew(request: ChangeRequest, run: string, postgres: Instant): boolean {
  if (request.state.kind !== "running") return false;
  const { startedAt } = request.state.lease;
  return mayStillRun(request, run, postgres) && isBefore(postgres, after(startedAt, leaseMs.longest));
}

const after = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
