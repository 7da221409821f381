import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";
import type { TimeScale } from "./time-scale.ts";

/** The queue's task for recurring checks: a list is due, or the message of a round is to be made true. */
export const checkTask = "check";

export type CheckJob =
  | { readonly kind: "due"; readonly service: string; readonly list: string }
  | { readonly kind: "show"; readonly round: string };

/** Plans when a list is due next, instead of what was planned for it. `at` is in the time of incidents. */
export async function planCheck(
  db: Queryable,
  job: Extract<CheckJob, { readonly kind: "due" }>,
  at: string,
  time: TimeScale,
): Promise<void> {
  await ask(db, "select graphile_worker.add_job($1, $2::json, job_key => $3, run_at => $4, priority => 20)", [
    checkTask,
    JSON.stringify(job),
    keyOf(job),
    time.realTime(at),
  ]);
}

/** Does a job in so many milliseconds: at once, or again after a fault. */
export async function oweCheck(db: Queryable, job: CheckJob, afterMs = 0): Promise<void> {
  await ask(
    db,
    `select graphile_worker.add_job($1, $2::json, job_key => $3,
       run_at => clock_timestamp() + $4::float8 * interval '1 ms', priority => 20)`,
    [checkTask, JSON.stringify(job), keyOf(job), afterMs],
  );
}

function keyOf(job: CheckJob): string {
  return job.kind === "due" ? `check:${job.service}/${job.list}` : `check-round:${job.round}`;
}
