import type { IncidentEvent, RecordedEvent } from "../incident/event.ts";
import { ask } from "./ask.ts";
import { isIncidentId } from "./incident-id.ts";
import type { Queryable } from "./pool.ts";

/** What happened to an incident after a version, oldest first; up to and including `until`, if given. */
export async function eventsSince(
  db: Queryable,
  incident: string,
  version: number,
  until?: number,
): Promise<readonly RecordedEvent[]> {
  if (!isIncidentId(incident)) return [];
  const rows = await ask<EventRow>(
    db,
    `select version, at, body from incident_events
     where incident = $1 and version > $2 and version <= coalesce($3, version) order by version`,
    [incident, version, until ?? null],
  );
  return rows.map(recorded);
}

/** A page of an incident's history, newest first: what happened before version `before`, or the latest. */
export async function timeline(
  db: Queryable,
  incident: string,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<readonly RecordedEvent[]> {
  if (!isIncidentId(incident)) return [];
  const rows = await ask<EventRow>(
    db,
    `select version, at, body from incident_events
     where incident = $1 and version < coalesce($2, version + 1) order by version desc limit $3`,
    [incident, page.before ?? null, page.limit],
  );
  return rows.map(recorded);
}

interface EventRow {
  readonly version: number;
  readonly at: Date;
  readonly body: IncidentEvent;
}

const recorded = ({ version, at, body }: EventRow): RecordedEvent => ({ version, at: at.toISOString(), event: body });
