import type { OwedEffect } from "../incident/effect.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** The queue's one task. */
export const performTask = "perform";

/** What the queue carries. `attempt` counts from 1. */
export interface OwedJob {
  readonly owed: OwedEffect;
  readonly attempt: number;
}

/**
 * Puts effects into the queue, within the transaction of the fact they follow from. One job waits for a key: an effect owed at once
 * makes it run now; one that may wait rides along with what is there already, so that nothing is pushed back for ever.
 */
export async function oweEffects(tx: Queryable, owed: readonly OwedEffect[]): Promise<void> {
  if (owed.length === 0) return;
  const jobs = owed.map((one) => ({
    payload: { owed: one, attempt: 1 } satisfies OwedJob,
    key: one.key,
    priority: one.priority,
    delay: one.delayMs,
  }));
  await ask(
    tx,
    `select graphile_worker.add_job($1, job.payload, job_key => job.key, priority => job.priority,
       run_at => case when job.delay > 0 then clock_timestamp() + job.delay * interval '1 ms' else now() end,
       job_key_mode => case when job.delay > 0 then 'preserve_run_at' else 'replace' end)
     from json_to_recordset($2::json) as job (payload json, key text, priority integer, delay integer)`,
    [performTask, JSON.stringify(jobs)],
  );
}
