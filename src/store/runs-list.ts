import type { Instant } from "../incident/incident.ts";
import type { RunEvent, RunStarted } from "../incident/run-event.ts";
import { ask } from "./ask.ts";
import { isIncidentId } from "./incident-id.ts";
import type { Queryable } from "./pool.ts";

/** A run with how it ended. */
export interface ListedRun {
  readonly run: number;
  readonly at: Instant;
  readonly started: RunStarted;
  readonly ended?: Extract<RunEvent, { readonly kind: "run-finished" | "run-refused" }> | undefined;
}

/** The runs of an incident, newest first. */
export async function listRuns(db: Queryable, incident: string, limit: number): Promise<readonly ListedRun[]> {
  return find(db, incident, { run: null, limit });
}

/** One run with the plan it began with. */
export async function findListedRun(db: Queryable, incident: string, run: number): Promise<ListedRun | undefined> {
  const [found] = await find(db, incident, { run, limit: 1 });
  return found;
}

async function find(
  db: Queryable,
  incident: string,
  { run, limit }: { readonly run: number | null; readonly limit: number },
): Promise<readonly ListedRun[]> {
  if (!isIncidentId(incident)) return [];
  const rows = await ask<{
    version: number;
    at: Date;
    body: RunStarted;
    ended: NonNullable<ListedRun["ended"]> | null;
  }>(
    db,
    `select started.version, started.at, started.body, (
       select ended.body from incident_events as ended
       where ended.incident = started.incident and ended.version > started.version
         and ended.kind in ('run-finished', 'run-refused') and (ended.body->>'run')::integer = started.version
       limit 1) as ended
     from incident_events as started
     where started.incident = $1 and started.kind = 'run-started' and started.version = coalesce($2, started.version)
     order by started.version desc limit $3`,
    [incident, run, limit],
  );
  return rows.map(({ version, at, body, ended }) => ({
    run: version,
    at: at.toISOString(),
    started: body,
    ended: ended ?? undefined,
  }));
}
