import type { Incident, PersonId } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

export interface Page {
  /** Who is asking: private incidents are listed for their own people alone. */
  readonly viewer: PersonId;
  readonly limit: number;
  /** Only numbers below this one: the last number of the page before. */
  readonly before?: number | undefined;
}

/** Open incidents, newest first; of one service, if named. */
export async function listOpenIncidents(
  db: Queryable,
  page: Page & { readonly service?: string | undefined },
): Promise<readonly Incident[]> {
  const rows = await ask<{ state: Incident }>(
    db,
    `select state from incidents
     where status <> 'resolved' and ${isVisible} and number < $2 and ($4::text is null or service = $4)
     order by number desc limit $3`,
    [page.viewer, page.before ?? highestNumber, page.limit, page.service ?? null],
  );
  return rows.map((row) => row.state);
}

/** Incidents of any status, newest first. */
export async function listRecentIncidents(db: Queryable, page: Page): Promise<readonly Incident[]> {
  const rows = await ask<{ state: Incident }>(
    db,
    `select state from incidents where ${isVisible} and number < $2 order by number desc limit $3`,
    [page.viewer, page.before ?? highestNumber, page.limit],
  );
  return rows.map((row) => row.state);
}

const isVisible = "(not is_private or state->'people' ? $1)";
const highestNumber = Number.MAX_SAFE_INTEGER;
