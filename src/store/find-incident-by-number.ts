import type { Incident } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** The incident that people call INC-`number`. Whether the asker may know of a private one is for the caller to judge. */
export async function findIncidentByNumber(db: Queryable, number: number): Promise<Incident | undefined> {
  if (!Number.isSafeInteger(number)) return undefined;
  const [row] = await ask<{ state: Incident }>(db, "select state from incidents where number = $1", [number]);
  return row?.state;
}
