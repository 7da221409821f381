import type { PersonId } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

export interface StatsQuestion {
  /** Key of the catalog; all services when absent. */
  readonly service?: string | undefined;
  /** How far back it looks. */
  readonly days: number;
}

/** Half of the incidents were faster than the median, nine of ten faster than `p90`. Milliseconds. */
export interface Spread {
  readonly medianMs: number;
  readonly p90Ms: number;
}

export interface Figures {
  readonly count: number;
  readonly open: number;
  /** Until somebody acknowledged or took the lead; absent when nobody has. */
  readonly toAnswer?: Spread | undefined;
  /** Of those that are resolved. */
  readonly toResolve?: Spread | undefined;
}

export interface IncidentFigures {
  readonly total: Figures;
  /** Most incidents first. */
  readonly byService: readonly (readonly [service: string, figures: Figures])[];
  readonly bySeverity: readonly (readonly [severity: string, figures: Figures])[];
}

/** Figures of the incidents declared in the last days, without drills, and without private ones of other people. */
export async function incidentFigures(
  db: Queryable,
  { viewer, service, days }: StatsQuestion & { readonly viewer: PersonId },
): Promise<IncidentFigures> {
  const rows = await ask<FigureRow>(db, question, [viewer, days, service ?? null]);
  const total = rows.find((row) => row.service === null && row.severity === null);
  const group = (word: "service" | "severity") =>
    rows.flatMap((row) => {
      const name = row[word];
      return name === null ? [] : [[name, figures(row)] as const];
    });
  return {
    total: total ? figures(total) : { count: 0, open: 0 },
    byService: group("service"),
    bySeverity: group("severity").sort(([one], [other]) => one.localeCompare(other)),
  };
}

const question = `
with counted as materialized (
  select service, severity, status,
    extract(epoch from resolved_at - declared_at) * 1000 as resolve_ms,
    extract(epoch from (
      select min(at) from incident_events as event
      where event.incident = incidents.id
        and (kind = 'incident-acknowledged' or (kind = 'role-assigned' and body->>'role' = 'lead'))
    ) - declared_at) * 1000 as answer_ms
  from incidents
  where not is_drill and declared_at >= statement_timestamp() - $2::integer * interval '1 day'
    and (not is_private or state->'people' ? $1) and ($3::text is null or service = $3)
)
select service, severity, count(*)::integer as count,
  (count(*) filter (where status <> 'resolved'))::integer as open,
  percentile_cont(array[0.5, 0.9]) within group (order by answer_ms::float8) as answer,
  percentile_cont(array[0.5, 0.9]) within group (order by resolve_ms::float8) as resolve
from counted group by grouping sets ((), (service), (severity))
order by count desc, service`;

interface FigureRow {
  readonly service: string | null;
  readonly severity: string | null;
  readonly count: number;
  readonly open: number;
  readonly answer: readonly (number | null)[] | null;
  readonly resolve: readonly (number | null)[] | null;
}

const figures = ({ count, open, answer, resolve }: FigureRow): Figures => ({
  count,
  open,
  toAnswer: spread(answer),
  toResolve: spread(resolve),
});

function spread(percentiles: readonly (number | null)[] | null): Spread | undefined {
  const [medianMs, p90Ms] = percentiles ?? [];
  return medianMs == null || p90Ms == null ? undefined : { medianMs, p90Ms };
}
