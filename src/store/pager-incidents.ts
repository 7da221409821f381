import { ask } from "./ask.ts";
import { isIncidentId } from "./incident-id.ts";
import type { Queryable } from "./pool.ts";

/** Which of our incidents, and which page of it, an incident of the pager is. */
export interface PagerIncidentRow {
  readonly pagerId: string;
  readonly incident: string;
  readonly dedupKey: string;
}

/** A key like ours may name an incident that was never here: that is not remembered. */
export async function rememberPagerIncident(db: Queryable, row: PagerIncidentRow): Promise<void> {
  if (!isIncidentId(row.incident)) return;
  await ask(
    db,
    `insert into pager_incidents (pager_id, incident, dedup_key) select $1, id, $3 from incidents where id = $2
     on conflict (pager_id) do nothing`,
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
