import type { RecordedRequestEvent, RequestEvent } from "../approval/event.ts";
import type { ChangeRequest } from "../approval/request.ts";
import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import { isIncidentId } from "./incident-id.ts";
import type { Queryable } from "./pool.ts";

/** Loads a request for changing it: locked until the transaction ends. `postgres` is its clock, read once the lock is held. */
export async function loadRequest(
  tx: Queryable,
  id: string | undefined,
): Promise<{ readonly request: ChangeRequest | undefined; readonly postgres: Instant }> {
  const [row] = await ask<{ state: ChangeRequest | null; now: Date }>(
    tx,
    `with locked as materialized (select state from requests where id = $1 for update)
     select locked.state, clock_timestamp() as now from (select) as always left join locked on true`,
    [id !== undefined && isIncidentId(id) ? id : null],
  );
  if (!row) throw new Error("Postgres returned no row for its clock");
  return { request: row.state ?? undefined, postgres: row.now.toISOString() };
}

/** The request as it is now, without locking it. */
export async function findRequest(db: Queryable, id: string): Promise<ChangeRequest | undefined> {
  if (!isIncidentId(id)) return undefined;
  const [row] = await ask<{ state: ChangeRequest }>(db, "select state from requests where id = $1", [id]);
  return row?.state;
}

/** The request and Postgres's clock at the same moment: what `mayStillRun` is asked with, right before a call that changes. */
export async function findRequestNow(
  db: Queryable,
  id: string,
): Promise<{ readonly request: ChangeRequest; readonly postgres: Instant } | undefined> {
  const [row] = await ask<{ state: ChangeRequest; now: Date }>(
    db,
    "select state, clock_timestamp() as now from requests where id = $1",
    [id],
  );
  return row && { request: row.state, postgres: row.now.toISOString() };
}

/** Requests that something can still become of, newest first: of one incident, or of all. */
export async function waitingRequests(db: Queryable, incident?: string): Promise<readonly ChangeRequest[]> {
  const rows = await ask<{ state: ChangeRequest }>(
    db,
    `select state from requests
     where stage in ('previewing', 'open', 'granted', 'running', 'outcome-unknown') and incident = coalesce($1, incident)
     order by asked_at desc limit 100`,
    [incident ?? null],
  );
  return rows.map(({ state }) => state);
}

/** What happened to a request after a version, oldest first; up to and including `until`, if given. */
export async function requestEvents(
  db: Queryable,
  request: string,
  version = 0,
  until?: number,
): Promise<readonly RecordedRequestEvent[]> {
  const rows = await ask<{ version: number; at: Date; body: RequestEvent }>(
    db,
    `select version, at, body from request_events
     where request = $1 and version > $2 and version <= coalesce($3, version) order by version`,
    [request, version, until ?? null],
  );
  return rows.map(({ version: number, at, body }) => ({ version: number, at: at.toISOString(), event: body }));
}

export interface RequestChange {
  /** The version that was loaded; 0 for a request being asked. */
  readonly from: number;
  readonly after: ChangeRequest;
  readonly recorded: readonly RecordedRequestEvent[];
  /** By Postgres's clock. */
  readonly nextTick: Instant | undefined;
}

/** Appends events and stores the state they lead to, if the request is still at the version that was loaded. */
export async function saveRequest(tx: Queryable, { from, after, recorded, nextTick }: RequestChange): Promise<void> {
  const saved = await ask(tx, from === 0 ? insert : update, [
    after.id,
    after.version,
    JSON.stringify(after),
    after.state.kind,
    nextTick ?? null,
    ...(from === 0 ? [after.incident, after.plan.service, after.askedAt] : [from]),
  ]);
  if (saved.length !== 1) throw new Error(`request ${after.id} is no longer at version ${from}`);
  const rows = recorded.map(({ version, at, event }) => ({
    ...{ version, at, kind: event.kind, body: event },
    by: "by" in event ? event.by : null,
  }));
  await ask(
    tx,
    `insert into request_events (request, version, at, kind, by, body)
     select $1, e.version, e.at, e.kind, e.by, e.body
     from jsonb_to_recordset($2::jsonb) as e (version integer, at timestamptz, kind text, by text, body jsonb)`,
    [after.id, JSON.stringify(rows)],
  );
}

const insert = `
insert into requests (id, version, state, stage, next_tick_at, incident, service, asked_at)
values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8) returning id`;

const update = `
update requests set version = $2, state = $3::jsonb, stage = $4, next_tick_at = $5
where id = $1 and version = $6 returning id`;
