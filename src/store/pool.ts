import pg from "pg";
import { asStoreFault } from "./fault.ts";

/** What the questions of this folder are asked of: a pool, or the client of a transaction. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(question: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

export type Pool = pg.Pool;

/** The little of a logger that is needed here; pino's fits. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface PoolOptions {
  readonly log: Log;
  /** Connections at most. */
  readonly max?: number | undefined;
  readonly connectionTimeoutMs?: number | undefined;
  readonly statementTimeoutMs?: number | undefined;
}

/** Connections to Postgres, opened when needed. A lost connection is logged and replaced; it never ends the process. */
export function createPool(url: string, options: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "incident-commander",
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 2_000,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    // A transaction whose process was frozen must not hold its locks.
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  });
  const lost = (error: Error): void => options.log.warn({ err: error }, "a connection to Postgres was lost");
  pool.on("error", lost);
  // `pg` reports a failure twice for clients that are in use: to their query, and as an event that would end the process.
  pool.on("connect", (client) => client.on("error", lost));
  return pool;
}

/** The names of a transaction's time limits. `lock_timeout` ends a wait for somebody else's row. */
export interface TransactionLimits {
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

/**
 * A transaction finds its rows by key, and is planned so once. Left to itself the planner reads the whole queue to add a job while
 * its statistics are old: with 10,000 effects waiting that is 4 ms for each declaration instead of 0.5.
 */
const byKey =
  "set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off; " +
  "set local enable_hashjoin = off; set local enable_mergejoin = off";

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws. What Postgres cannot do now comes out as
 * a `StoreFault`, its outcome `unknown` only when the connection broke during the commit.
 */
export async function withTransaction<Result>(
  pool: Pool,
  limits: TransactionLimits,
  work: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asStoreFault(error);
  });
  let isCommitting = false;
  let broken: Error | undefined;
  try {
    await client.query(
      `begin; set local lock_timeout = ${limits.lockTimeoutMs}; set local statement_timeout = ${limits.statementTimeoutMs}; ${byKey}`,
    );
    const result = await work(client);
    isCommitting = true;
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((lost: Error) => {
      broken = lost;
    });
    throw asStoreFault(error, isCommitting ? "unknown" : "not-done");
  } finally {
    client.release(broken);
  }
}
