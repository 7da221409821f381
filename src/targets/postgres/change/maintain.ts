import type pg from "pg";
import { z } from "zod";
import { analyze, type StatementArguments, vacuum } from "../../../operation/postgres/operations.ts";
import type { Changer, Inspection, PreviewedObject, Verification } from "../../target.ts";
import type { PostgresParts } from "../parts.ts";
import { runPlain } from "./execute.ts";
import { type PostgresChange, postgresChange } from "./postgres-change.ts";
import { quotedName, relation, statementOf } from "./statement.ts";

const pinned = z.strictObject({
  /** How often each table had been vacuumed or analyzed by hand; for VACUUM FULL, which is not counted, the file it is kept in. */
  tables: z.array(z.strictObject({ oid: z.string(), times: z.string() })),
});
type Pinned = z.output<typeof pinned>;

/** VACUUM and ANALYZE, of the tables it names or all of them. Whether they ran is read from Postgres's own counters. */
export function maintenanceChangers(parts: PostgresParts): readonly Changer[] {
  return [
    postgresChange(vacuum, parts, maintenance(parts, "vacuum")),
    postgresChange(analyze, parts, maintenance(parts, "analyze")),
  ];
}

type Act = "vacuum" | "analyze";

const body = z.object({ rels: z.array(z.object({ VacuumRelation: z.object({ relation }) })).default([]) });

function namedTables(sql: string): readonly string[] {
  return statementOf(sql, "VacuumStmt", body).rels.map(({ VacuumRelation }) => quotedName(VacuumRelation.relation));
}

function isFull(sql: string): boolean {
  return /"defname":"full"/i.test(JSON.stringify(statementOf(sql, "VacuumStmt", z.unknown())));
}

function maintenance(parts: PostgresParts, act: Act): PostgresChange<Pinned> {
  return {
    pinned,
    canBeExplained: false,
    async preview(client, { sql }, { database }) {
      const names = namedTables(sql);
      const tables = await readTables(client, names, act, isFull(sql));
      const missing = names.filter((name) => !tables.some((table) => table.given === name));
      if (missing.length > 0) return { kind: "refused", reason: `there is no table ${missing.join(", ")}` };
      return {
        kind: "preview",
        objects: describeTables(tables, act, database),
        warnings: await warningsFor(client, sql, act),
        notPreviewed: [],
        fingerprint: { database, sql, tables: names.length > 0 ? tables.map(({ oid }) => oid) : "all" },
        pinned: { tables: tables.slice(0, maxPinned).map(({ oid, times }) => ({ oid, times })) },
      };
    },
    run: (given, _pinned, at, doing) => runPlain(parts, given, at, doing),
    async verify(client, given, { tables }): Promise<Verification> {
      const untouched = await untouchedTables(client, given, tables, act);
      if (untouched.length === 0) return { kind: "verified", text: `Every table had a new ${act}.` };
      // The server skips tables of others with a mere warning.
      return {
        kind: "failed",
        text: `No new ${act} of ${untouched.join(", ")}; does the bot's role own them?`,
      };
    },
    async inspect(client, given, { tables }): Promise<Inspection> {
      const untouched = await untouchedTables(client, given, tables, act);
      if (untouched.length === 0) return { kind: "done", text: `Every table had a new ${act}.` };
      if (untouched.length === tables.length) return { kind: "not-done", text: `There was no new ${act}.` };
      return { kind: "unclear", text: `There was no new ${act} of ${untouched.join(", ")}.` };
    },
  };
}

/** Of a whole database with more tables the biggest stand for all. */
const maxPinned = 200;
const maxShown = 20;

interface Table {
  readonly given: string | null;
  readonly oid: string;
  readonly name: string;
  readonly size: string;
  readonly dead: string;
  readonly times: string;
  readonly last: string | null;
}

async function readTables(
  client: pg.ClientBase,
  names: readonly string[],
  act: Act,
  full: boolean,
): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `select w.given, s.relid::text as oid, s.relid::regclass::text as name, pg_size_pretty(pg_total_relation_size(s.relid)) as size,
       s.n_dead_tup::text as dead, ${full ? "pg_relation_filenode(s.relid)" : `s.${act}_count`}::text as times,
       date_trunc('second', greatest(s.last_${act}, s.last_auto${act}))::text as last
     from pg_stat_user_tables s left join unnest($1::text[]) w(given) on to_regclass(w.given) = s.relid
     where cardinality($1::text[]) = 0 or w.given is not null order by pg_total_relation_size(s.relid) desc`,
    [names],
  );
  return rows;
}

function describeTables(tables: readonly Table[], act: Act, database: string): readonly PreviewedObject[] {
  const shown = tables.slice(0, maxShown).map(({ name, size, dead, last }) => ({
    name: `table ${name} (${size})`,
    changes: [
      { what: `last ${act}`, before: last ?? "never", after: "now" },
      ...(act === "vacuum" ? [{ what: "dead rows", before: dead, after: "those that somebody may still see" }] : []),
    ],
  }));
  const left = tables.length - shown.length;
  return left > 0 ? [...shown, { name: `${left} smaller tables of ${database}`, changes: [] }] : shown;
}

async function warningsFor(client: pg.ClientBase, sql: string, act: Act): Promise<readonly string[]> {
  const { rows } = await client.query<{ age: string; pid: number }>(
    `select date_trunc('second', now() - xact_start)::text as age, pid from pg_stat_activity
     where xact_start < now() - interval '5 minutes' and pid <> pg_backend_pid() and datname = current_database()
       and backend_type = 'client backend' order by xact_start limit 1`,
  );
  const [oldest] = rows;
  return [
    ...(isFull(sql) ? ["VACUUM FULL writes each table anew and shuts everybody out of it meanwhile."] : []),
    ...(act === "vacuum" && oldest
      ? [`Session ${oldest.pid} has a transaction open for ${oldest.age}: what it may still see stays.`]
      : []),
  ];
}

async function untouchedTables(
  client: pg.ClientBase,
  { sql }: StatementArguments,
  pinnedTables: Pinned["tables"],
  act: Act,
): Promise<readonly string[]> {
  const full = isFull(sql);
  const now = new Map((await readTables(client, [], act, full)).map((table) => [table.oid, table]));
  return pinnedTables.flatMap(({ oid, times }) => {
    const table = now.get(oid);
    const isTouched = table && (full ? table.times !== times : BigInt(table.times) > BigInt(times));
    return table && !isTouched ? [table.name] : [];
  });
}
