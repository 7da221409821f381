import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** The number of an incident being declared, and the clock. A declaration that fails leaves a gap in the numbers. */
export async function nextIncident(tx: Queryable): Promise<{ readonly number: number; readonly now: Instant }> {
  const [row] = await ask<{ number: string; now: Date }>(
    tx,
    "select nextval('incident_number') as number, clock_timestamp() as now",
  );
  if (!row) throw new Error("Postgres returned no row for a sequence");
  return { number: Number(row.number), now: row.now.toISOString() };
}
