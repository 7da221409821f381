import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Says that this worker pool of the queue is alive. */
export async function beat(db: Queryable, worker: string): Promise<void> {
  await ask(
    db,
    `insert into workers (id, seen_at) values ($1, clock_timestamp())
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [worker],
  );
}

/** Gives back the jobs of worker pools that were not heard of for so long. Returns the ids of the dead. */
export async function releaseDeadWorkers(db: Queryable, silentForMs: number): Promise<readonly string[]> {
  // A pool may die between taking its first job and its first beat; then only its jobs tell of it.
  const rows = await ask<{ id: string }>(
    db,
    `with silence as (select clock_timestamp() - $1::float8 * interval '1 ms' as since),
     dead as materialized (
       select id from workers, silence where seen_at < since
       union
       select locked_by from graphile_worker._private_jobs as job, silence
       where locked_at < since and not exists (select 1 from workers where workers.id = job.locked_by)
     ),
     forgotten as (delete from workers using dead where workers.id = dead.id)
     select id, graphile_worker.force_unlock_workers(array[id]) from dead`,
    [silentForMs],
  );
  return rows.map((row) => row.id);
}

/** This worker pool has stopped in good order. */
export async function forgetWorker(db: Queryable, worker: string): Promise<void> {
  await ask(db, "delete from workers where id = $1", [worker]);
}
