import { ask } from "./ask.ts";
import { missingMigrations } from "./migrate.ts";
import type { Queryable } from "./pool.ts";

/** What can be said of a database without changing it. */
export interface Examination {
  /** `16.4`. */
  readonly version: string;
  readonly major: number;
  /** Its clock, milliseconds since 1970. */
  readonly nowMs: number;
  /** Whether this user may create tables, as migrating does. */
  readonly mayCreate: boolean;
  readonly missingMigrations: readonly string[];
  /** Tables this user may not read and add to, and the queue's schema if they may not use it. */
  readonly forbidden: readonly string[];
}

export async function examine(db: Queryable): Promise<Examination> {
  const [facts] = await ask<Facts>(
    db,
    `select current_setting('server_version') as version, current_setting('server_version_num')::integer / 10000 as major,
       extract(epoch from clock_timestamp())::float8 * 1000 as now_ms,
       has_schema_privilege(current_schema(), 'create') and has_database_privilege(current_database(), 'create') as may_create`,
  );
  if (!facts) throw new Error("Postgres returned no row for its version");
  const tables = await ask<{ name: string; is_allowed: boolean }>(
    db,
    `select tablename as name, has_table_privilege(oid, 'select')
         and (tablename = 'migrations' or has_table_privilege(oid, 'insert')) as is_allowed
     from pg_tables, lateral (select to_regclass(quote_ident(schemaname) || '.' || quote_ident(tablename))::oid) as found (oid)
     where schemaname = current_schema()
     union all
     select nspname, has_schema_privilege(oid, 'usage') from pg_namespace where nspname = 'graphile_worker'
     order by name`,
  );
  const forbidden = tables.filter((table) => !table.is_allowed).map(({ name }) => name);
  const { version, major, now_ms, may_create } = facts;
  return {
    version: version.split(" ")[0] ?? version,
    major,
    nowMs: now_ms,
    mayCreate: may_create,
    missingMigrations: forbidden.includes("migrations") ? [] : await missingMigrations(db),
    forbidden,
  };
}

interface Facts {
  readonly version: string;
  readonly major: number;
  readonly now_ms: number;
  readonly may_create: boolean;
}
