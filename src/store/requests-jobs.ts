import type { OwedRequestEffect } from "../approval/effect.ts";
import type { OwedFreezeEffect } from "../approval/freeze.ts";
import type { OwedAuditEffect } from "../approval/publish-head.ts";
import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import { oweJobs } from "./owe-effects.ts";
import type { Queryable } from "./pool.ts";

/** The queue's task for what is owed because of a change; its payload is an `OwedJob<OwedChangeEffect>`. */
export const changeTask = "perform-change";

export type OwedChangeEffect = OwedRequestEffect | OwedFreezeEffect | OwedAuditEffect;

export const oweChangeEffects = (tx: Queryable, owed: readonly OwedChangeEffect[]): Promise<void> =>
  oweJobs(tx, changeTask, owed);

/** The queue's task for the deadlines of a request. */
export const requestTickTask = "tick-request";

export interface RequestTickJob {
  readonly request: string;
}

/** Plans the one tick of a request, instead of the one that was planned. `at` by Postgres's clock. One too early plans itself anew. */
export async function planRequestTick(db: Queryable, request: string, at: Instant): Promise<void> {
  await ask(
    db,
    "select graphile_worker.add_job($1, $2::json, job_key => $3, run_at => $4::timestamptz, priority => 10)",
    [requestTickTask, JSON.stringify({ request } satisfies RequestTickJob), keyOf(request), at],
  );
}

/** The tick met a fault of Postgres: once more in so many milliseconds. */
export async function requestTickAgain(db: Queryable, request: string, afterMs: number): Promise<void> {
  await ask(
    db,
    `select graphile_worker.add_job($1, $2::json, job_key => $3, run_at => clock_timestamp() + $4::float8 * interval '1 ms')`,
    [requestTickTask, JSON.stringify({ request } satisfies RequestTickJob), keyOf(request), afterMs],
  );
}

/**
 * Asks requests at once whether something is due: those whose tick the queue has lost; all that wait, when the time of incidents runs
 * differently from now on; or those of a service that are approved, when changes are stopped.
 */
export async function strikeRequests(
  db: Queryable,
  which: "lost" | "all" | { readonly grantedOf: string | undefined },
): Promise<void> {
  const isOfService = typeof which === "object";
  await ask(
    db,
    `select graphile_worker.add_job($1, json_build_object('request', id), job_key => 'tick:request:' || id)
     from requests
     where next_tick_at is not null
       and ($2 <> 'lost' or not exists (
         select 1 from graphile_worker._private_jobs as job
         where job.key = 'tick:request:' || requests.id and job.attempts < job.max_attempts
       ))
       and ($2 <> 'granted' or stage = 'granted' and service = coalesce($3, service))`,
    [requestTickTask, isOfService ? "granted" : which, isOfService ? (which.grantedOf ?? null) : null],
  );
}

const keyOf = (request: string): string => `tick:request:${request}`;
