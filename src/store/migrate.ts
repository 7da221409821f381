import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { ask } from "./ask.ts";
import { asStoreFault } from "./fault.ts";
import { createPool, type Log, type Queryable } from "./pool.ts";
import { queueLogger } from "./queue-logger.ts";

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/**
 * Brings the database to the newest shape: our own migrations in order, each in a transaction, then those of the queue. Any number of
 * processes may do this at once; one does it, the others find it done. Returns the names that were applied.
 * Throws when a migration that was applied has changed since, and a `StoreFault` when Postgres cannot be reached.
 */
export async function migrate(url: string, log: Log, directory = shipped): Promise<readonly string[]> {
  const migrations = await readMigrations(directory);
  const pool = createPool(url, { log, max: 2, statementTimeoutMs: 0 });
  try {
    const client = await pool.connect();
    try {
      // Held by this session alone, and freed by its end, so that a killed process leaves no lock behind.
      await client.query("select pg_advisory_lock($1)", [lockKey]);
      const applied = await applyMissing(client, migrations);
      await runMigrations({ pgPool: pool, logger: queueLogger(log) });
      return applied;
    } finally {
      await client.query("select pg_advisory_unlock_all()").catch(() => undefined);
      client.release();
    }
  } catch (error) {
    throw asStoreFault(error);
  } finally {
    await pool.end();
  }
}

/** The names of our migrations that this database has not seen. */
export async function missingMigrations(db: Queryable): Promise<readonly string[]> {
  const [table] = await ask<{ is_there: boolean }>(db, "select to_regclass('migrations') is not null as is_there");
  const rows = table?.is_there ? await ask<{ name: string }>(db, "select name from migrations") : [];
  const known = new Set(rows.map(({ name }) => name));
  return (await readMigrations(shipped)).map(({ name }) => name).filter((name) => !known.has(name));
}

const shipped = new URL("./migrations/", import.meta.url);

// Any number, as long as it stays the same.
const lockKey = 4_636_372_001;

async function readMigrations(directory: URL): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, directory), "utf8");
      return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

async function applyMissing(client: pg.PoolClient, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query(
    "create table if not exists migrations (name text primary key, checksum text not null, at timestamptz not null default now())",
  );
  const { rows } = await client.query<{ name: string; checksum: string }>("select name, checksum from migrations");
  const known = new Map(rows.map((row) => [row.name, row.checksum]));
  for (const { name, checksum } of migrations) {
    const before = known.get(name);
    if (before !== undefined && before !== checksum) {
      throw new Error(
        `migration ${name} was applied to this database and has been changed since. Restore the file, and put the change in a new one.`,
      );
    }
  }
  const missing = migrations.filter((migration) => !known.has(migration.name));
  for (const migration of missing) await apply(client, migration);
  return missing.map((migration) => migration.name);
}

async function apply(client: pg.PoolClient, { name, text, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(text);
    await client.query("insert into migrations (name, checksum) values ($1, $2)", [name, checksum]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}
