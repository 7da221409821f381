import type { Incident, Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import { isIncidentId } from "./incident-id.ts";
import type { Queryable } from "./pool.ts";

export interface Loaded {
  readonly incident: Incident | undefined;
  readonly now: Instant;
}

/** Loads an incident for changing it: locked until the transaction ends. The clock is read once the lock is held. */
export async function loadIncident(tx: Queryable, id: string): Promise<Loaded> {
  // Two commands at once on one incident go one after the other, and so do their times: what waited for the lock is later.
  const [row] = await ask<{ state: Incident | null; now: Date }>(
    tx,
    `with locked as materialized (select state from incidents where id = $1 for update)
     select locked.state, clock_timestamp() as now from (select) as always left join locked on true`,
    [isIncidentId(id) ? id : null],
  );
  if (!row) throw new Error("Postgres returned no row for its clock");
  return { incident: row.state ?? undefined, now: row.now.toISOString() };
}
