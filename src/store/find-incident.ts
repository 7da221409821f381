import type { Incident } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import { isIncidentId } from "./incident-id.ts";
import type { Queryable } from "./pool.ts";

/** The incident of this id as it is now, without locking it. */
export async function findIncident(db: Queryable, id: string): Promise<Incident | undefined> {
  if (!isIncidentId(id)) return undefined;
  const [row] = await ask<{ state: Incident }>(db, "select state from incidents where id = $1", [id]);
  return row?.state;
}
