import type { OwedEffect } from "../incident/effect.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** The queue's one task. */
export const performTask = "perform";

/** What is needed to put something into the queue. */
export interface Owable {
  readonly key: string;
  readonly priority: number;
  readonly delayMs: number;
}

/** What the queue carries. `attempt` counts from 1. */
export interface OwedJob<Owed extends Owable = OwedEffect> {
  readonly owed: Owed;
  readonly attempt: number;
}

/**
 * Puts effects into the queue, within the transaction of the fact they follow from. One job waits for a key: an effect owed at once
 * makes it run now; one that may wait rides along with what is there already, so that nothing is pushed back for ever.
 */
export async function oweEffects(tx: Queryable, owed: readonly OwedEffect[]): Promise<void> {
  await oweJobs(tx, performTask, owed);
}

/** The same for another task of the queue. */
export async function oweJobs(tx: Queryable, task: string, owed: readonly Owable[]): Promise<void> {
  const isPatient = (one: Owable): boolean => one.delayMs > 0;
  await addJobs(
    tx,
    task,
    owed.filter((one) => !isPatient(one)),
    { keepsRunAt: false },
  );
  await addJobs(tx, task, owed.filter(isPatient), { keepsRunAt: true });
}

async function addJobs(
  tx: Queryable,
  task: string,
  owed: readonly Owable[],
  { keepsRunAt }: { keepsRunAt: boolean },
): Promise<void> {
  if (owed.length === 0) return;
  const jobs = owed.map((one) => ({
    payload: { owed: one, attempt: 1 } satisfies OwedJob<Owable>,
    key: one.key,
    priority: one.priority,
    delay: one.delayMs,
  }));
  // One call for all: each costs more than its jobs do.
  await ask(
    tx,
    `select count(*) from graphile_worker.add_jobs((
       select array_agg((
         $1, job.payload, null, clock_timestamp() + job.delay * interval '1 ms', null, job.key, job.priority, null
       )::graphile_worker.job_spec)
       from json_to_recordset($2::json) as job (payload json, key text, priority smallint, delay integer)
     ), $3)`,
    [task, JSON.stringify(jobs), keepsRunAt],
  );
}
