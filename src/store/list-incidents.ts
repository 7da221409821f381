import type { Incident, PersonId } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Which incidents are meant. What is absent is not asked for. */
export interface IncidentFilter {
  readonly status: "open" | "resolved" | "all";
  readonly severity?: string | undefined;
  /** Key of the catalog. */
  readonly service?: string | undefined;
  /** Only those the viewer has to do with. */
  readonly isMine?: boolean | undefined;
}

export interface Page {
  /** Who is asking: private incidents are listed for their own people alone. */
  readonly viewer: PersonId;
  readonly limit: number;
  /** Only numbers below this one: the page after the one that ended with it. */
  readonly before?: number | undefined;
  /** Only numbers above this one, the nearest of them: the page before the one that began with it. */
  readonly after?: number | undefined;
}

/** Incidents, newest first. */
export async function listIncidents(
  db: Queryable,
  page: Page & { readonly filter: IncidentFilter },
): Promise<readonly Incident[]> {
  const { text, values } = questionFor(page);
  const rows = await ask<{ state: Incident }>(db, text, values);
  const states = rows.map((row) => row.state);
  return page.after === undefined ? states : states.reverse();
}

/** Open incidents, newest first; of one service, if named. */
export function listOpenIncidents(
  db: Queryable,
  { service, ...page }: Page & { readonly service?: string | undefined },
): Promise<readonly Incident[]> {
  return listIncidents(db, { ...page, filter: { status: "open", service } });
}

const isTheirs = "state->'people' ? $1";

/** Every combination is a question of its own, so that Postgres plans it with the index that fits. */
function questionFor({ viewer, limit, before, after, filter }: Page & { readonly filter: IncidentFilter }) {
  const values: unknown[] = [viewer, limit];
  const holding = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    filter.isMine ? isTheirs : `(not is_private or ${isTheirs})`,
    ...(filter.status === "open" ? ["status <> 'resolved'"] : []),
    ...(filter.status === "resolved" ? ["status = 'resolved'"] : []),
    ...(filter.severity === undefined ? [] : [`severity = ${holding(filter.severity)}`]),
    ...(filter.service === undefined ? [] : [`service = ${holding(filter.service)}`]),
    ...(before === undefined ? [] : [`number < ${holding(before)}`]),
    ...(after === undefined ? [] : [`number > ${holding(after)}`]),
  ];
  const order = after === undefined ? "desc" : "asc";
  const text = `select state from incidents where ${conditions.join(" and ")} order by number ${order} limit $2`;
  return { text, values };
}
