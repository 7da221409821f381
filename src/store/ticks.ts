import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";
import type { TimeScale } from "./time-scale.ts";

/** The queue's second task: a clock of an incident may be due. */
export const tickTask = "tick";

export interface TickJob {
  readonly incident: string;
}

export interface Tick extends TickJob {
  /** In the time of the incident. */
  readonly at: Instant;
  readonly priority: number;
}

/**
 * Plans the one tick of each of these incidents, instead of the one that was planned. A tick that comes too early plans itself anew,
 * so that nothing need be taken back.
 */
export async function planTicks(db: Queryable, ticks: readonly Tick[], time: TimeScale): Promise<void> {
  if (ticks.length === 0) return;
  const jobs = ticks.map(({ incident, at, priority }) => ({
    payload: { incident } satisfies TickJob,
    key: keyOf(incident),
    priority,
    at: time.realTime(at),
  }));
  await ask(
    db,
    `select count(*) from graphile_worker.add_jobs((
       select array_agg((
         $1, job.payload, null, job.at, null, job.key, job.priority, null
       )::graphile_worker.job_spec)
       from json_to_recordset($2::json) as job (payload json, key text, priority smallint, at timestamptz)
     ))`,
    [tickTask, JSON.stringify(jobs)],
  );
}

/** The tick met a fault of Postgres: once more in so many milliseconds. */
export async function tickAgain(db: Queryable, incident: string, afterMs: number): Promise<void> {
  await ask(
    db,
    `select graphile_worker.add_job($1, $2::json, job_key => $3, run_at => clock_timestamp() + $4::float8 * interval '1 ms')`,
    [tickTask, JSON.stringify({ incident } satisfies TickJob), keyOf(incident), afterMs],
  );
}

/** Plans the ticks that the queue has lost; or all of them anew, when the time of incidents runs differently from now on. */
export async function restoreTicks(db: Queryable, time: TimeScale, which: "lost" | "all"): Promise<void> {
  const rows = await ask<{ incident: string; at: Date; priority: number }>(
    db,
    `select id as incident, next_strike_at as at, strike_priority as priority from incidents
     where next_strike_at is not null and ($1 or not exists (
       select 1 from graphile_worker._private_jobs as job
       where job.key = 'tick:' || incidents.id and job.attempts < job.max_attempts
     ))`,
    [which === "all"],
  );
  await planTicks(
    db,
    rows.map(({ incident, at, priority }) => ({ incident, at: at.toISOString(), priority })),
    time,
  );
}

const keyOf = (incident: string): string => `tick:${incident}`;
