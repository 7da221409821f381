import type { OwedEffect } from "../incident/effect.ts";
import { ask } from "./ask.ts";
import { type Owable, type OwedJob, performTask } from "./owe-effects.ts";
import type { Queryable } from "./pool.ts";

/** A job as the queue holds it while it is performed. */
export interface PerformingJob<Owed extends Owable = OwedEffect> extends OwedJob<Owed> {
  readonly id: string;
}

/**
 * Takes the key of a job, so that two effects on the same thing never run at once, on any replica. False when an older job of the
 * same key is still performing. A job counts only while the queue holds it locked, so that a dead process keeps nothing.
 * (Named queues would do this too, but the queue locks all of their rows to claim one job: with one per message it would stand still.)
 */
export async function takeKey(db: Queryable, { id, owed }: PerformingJob<Owable>): Promise<boolean> {
  const taken = await ask(
    db,
    `insert into performing as held (key, job) values ($1, $2)
     on conflict (key) do update set job = excluded.job
     where held.job = excluded.job or not exists (
       select 1 from graphile_worker._private_jobs as job where job.id = held.job and job.locked_at is not null
     )
     returning 1`,
    [owed.key, id],
  );
  return taken.length > 0;
}

/**
 * Puts a job that is performing into the queue again. If its key was owed anew meanwhile, the newer job is left as it is: it shows
 * the newer state, and is neither replaced nor put off.
 */
export async function performAgain(
  db: Queryable,
  job: PerformingJob<Owable>,
  attempt: number,
  afterMs: number,
  task = performTask,
): Promise<void> {
  // Owing anew takes the key away from the job that is performing; the lock on its row makes that happen before or after, not between.
  await ask(
    db,
    `with mine as materialized (select id from graphile_worker._private_jobs where id = $2 and key = $3 for update)
     select graphile_worker.add_job($1, $4::json, job_key => $3, priority => $5::integer,
       run_at => clock_timestamp() + $6::float8 * interval '1 ms')
     from mine`,
    [
      task,
      job.id,
      job.owed.key,
      JSON.stringify({ owed: job.owed, attempt } satisfies OwedJob<Owable>),
      job.owed.priority,
      afterMs,
    ],
  );
}
