import type { Incident, PersonId } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Incidents that this person leads, or led, and whose clocks still run; those that strike first come first. */
export async function listDueOf(db: Queryable, lead: PersonId, limit: number): Promise<readonly Incident[]> {
  const rows = await ask<{ state: Incident }>(
    db,
    `select state from incidents where next_strike_at is not null and state->'roles'->>'lead' = $1
     order by next_strike_at limit $2`,
    [lead, limit],
  );
  return rows.map(({ state }) => state);
}
