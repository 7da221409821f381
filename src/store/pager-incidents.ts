import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Which of our incidents, and which page of it, an incident of the pager is. */
export interface PagerIncidentRow {
  readonly pagerId: string;
  readonly incident: string;
  readonly dedupKey: string;
}

export async function rememberPagerIncident(db: Queryable, row: PagerIncidentRow): Promise<void> {
  await ask(
    db,
    `insert into pager_incidents (pager_id, incident, dedup_key) values ($1, $2, $3) on conflict (pager_id) do nothing`,
    [row.pagerId, row.incident, row.dedupKey],
  );
}

export async function findPagerIncident(db: Queryable, pagerId: string): Promise<PagerIncidentRow | undefined> {
  const [row] = await ask<{ incident: string; dedup_key: string }>(
    db,
    "select incident, dedup_key from pager_incidents where pager_id = $1",
    [pagerId],
  );
  return row && { pagerId, incident: row.incident, dedupKey: row.dedup_key };
}
