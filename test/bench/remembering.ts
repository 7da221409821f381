import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createHandle } from "../../src/handle.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createPool, type Pool } from "../../src/store/pool.ts";
import { restoreTicks } from "../../src/store/ticks.ts";
import { unscaled } from "../../src/store/time-scale.ts";
import { quiet } from "../quiet.ts";
import { shippedCatalog } from "../stories/company.ts";
import { type Row, rounded } from "./row.ts";
import { withServer } from "./server.ts";
import { startProcess } from "./start-process.ts";

const many = 10_000;
const by = "T0BENCH001/U0BENCH001";
const replica = fileURLToPath(new URL("./clock-replica.ts", import.meta.url));
const killAfterMs = 1500;

/** How late the last of ten thousand reminders is that are due in the same second, on two replicas of which one is killed. */
export async function remembering(): Promise<Row> {
  return withServer(async (server) => {
    const url = await server.createDatabase();
    await migrate(url, quiet);
    const pool = createPool(url, { log: quiet, statementTimeoutMs: 120_000 });
    const due = await stored(pool);
    const replicas = await Promise.all(
      [1, 2].map(() => startProcess(["--import", "tsx", replica], { DATABASE_URL: url })),
    );
    try {
      await pause(Math.max(0, due.getTime() - Date.now()) + killAfterMs);
      const [killed] = replicas;
      if (killed) process.kill(killed.pid, "SIGKILL");
      const before = await figures(pool, due);
      await allStruck(pool);
      const after = await figures(pool, due);
      return row(before.struck, after);
    } finally {
      await replicas[1]?.stop();
      await pool.end();
    }
  });
}

interface Figures {
  readonly struck: number;
  readonly lost: number;
  readonly doubled: number;
  readonly highest: number;
  readonly last: number;
}

function row(struckBefore: number, { lost, doubled, highest, last }: Figures): Row {
  return {
    name: "remembering",
    measure: `${many} open incidents with a reminder in the same second, two replicas, one killed after ${killAfterMs / 1000} s`,
    figures: {
      "struck before the kill": struckBefore,
      "last of the highest severity late s": rounded(highest),
      "last late s": rounded(last),
      lost,
      doubled,
    },
    aim: "< 20 s, 0, 0",
    isMet: last < 20 && lost === 0 && doubled === 0,
  };
}

/** Incidents of four severities whose next update is due at the moment returned. */
async function stored(pool: Pool): Promise<Date> {
  const catalog = await shippedCatalog();
  const handle = createHandle({ pool, catalog: () => catalog, newId: randomUUID, log: quiet });
  const asked = { title: "API error rate at 37 %", service: "podcast-analytics", severity: "P1" };
  const declared = await handle({ kind: "declare", by, ...asked, isDrill: false, isPrivate: false });
  if (declared.kind !== "done") throw new Error("the incident to copy was not declared");
  const led = { kind: "assign-role", role: "lead", person: by, by, incident: declared.incident.id } as const;
  await handle(led);
  const { rows } = await pool.query<{ due: Date }>(
    `with moment as (select date_trunc('second', clock_timestamp()) + interval '12 s' as due),
     model as (select state, due from incidents, moment),
     copies as (select n, gen_random_uuid() as id, 'P' || n % 4 as severity from generate_series(2, $1::integer + 1) as n),
     stored as (
       insert into incidents
         (id, number, version, state, service, severity, status, is_private, is_drill, declared_at, next_strike_at, strike_priority)
       select id, n, 1, state || jsonb_build_object('id', id, 'number', n, 'version', 1, 'severity', severity, 'updatedAt',
         to_char((due - interval '15 min') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
         'podcast-analytics', severity, 'investigating', false, false, now(), due, right(severity, 1)::smallint
       from model, copies
     )
     select due from moment`,
    [many],
  );
  await pool.query(
    "delete from incident_events; delete from incidents where number = 1; delete from graphile_worker._private_jobs",
  );
  await pool.query("vacuum analyze incidents");
  await restoreTicks(pool, unscaled, "all");
  return rows[0]?.due ?? new Date();
}

async function allStruck(pool: Pool): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(250)) {
    const { rows } = await pool.query(
      "select 1 from graphile_worker.jobs where task_identifier = 'tick' and run_at < now() limit 1",
    );
    if (rows.length === 0) return;
  }
}

async function figures(pool: Pool, due: Date): Promise<Figures> {
  const { rows } = await pool.query<Figures>(
    `with strikes as (
       select incident, incidents.severity, count(*) as times, max(extract(epoch from at - $1)) as late
       from incident_events join incidents on incidents.id = incident
       where kind = 'clock-struck' and body->>'clock' = 'update' group by 1, 2
     )
     select count(*)::int as struck, $2::int - count(*)::int as lost, coalesce(sum(times) - count(*), 0)::int as doubled,
       coalesce(max(late) filter (where severity = 'P0'), 0)::float8 as highest, coalesce(max(late), 0)::float8 as last
     from strikes`,
    [due, many],
  );
  const [found] = rows;
  if (!found) throw new Error("Postgres counted nothing");
  return found;
}
