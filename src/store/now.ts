import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Postgres's clock. */
export async function postgresNow(db: Queryable): Promise<Instant> {
  const [row] = await ask<{ now: Date }>(db, "select clock_timestamp() as now");
  if (!row) throw new Error("Postgres did not say what time it is");
  return row.now.toISOString();
}
