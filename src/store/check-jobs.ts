import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";
import type { TimeScale } from "./time-scale.ts";

/** The queue's task for recurring checks: a list is due, or the message of a round is to be made true. */
export const checkTask = "check";

export type CheckJob =
  /** `at` is in the time of incidents. */
  | { readonly kind: "due"; readonly service: string; readonly list: string; readonly at: string }
  | { readonly kind: "show"; readonly round: string };

/** Plans when a list is due next, instead of what was planned for it. */
export async function planCheck(
  db: Queryable,
  job: Extract<CheckJob, { readonly kind: "due" }>,
  time: TimeScale,
): Promise<void> {
  await ask(db, "select graphile_worker.add_job($1, $2::json, job_key => $3, run_at => $4, priority => 20)", [
    checkTask,
    JSON.stringify(job),
    keyOf(job),
    time.realTime(job.at),
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

/** Plans every list anew, as the time of incidents runs differently from now on. */
export async function replanChecks(db: Queryable, time: TimeScale): Promise<void> {
  const rows = await ask<{ payload: CheckJob }>(
    db,
    `select job.payload from graphile_worker._private_jobs as job
     join graphile_worker._private_tasks as task on task.id = job.task_id
     where task.identifier = $1 and job.locked_at is null and job.payload ->> 'kind' = 'due'`,
    [checkTask],
  );
  for (const { payload } of rows) if (payload.kind === "due") await planCheck(db, payload, time);
}

function keyOf(job: CheckJob): string {
  return job.kind === "due" ? `check:${job.service}/${job.list}` : `check-round:${job.round}`;
}
