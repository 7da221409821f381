import pg from "pg";
import type { Address } from "./address.ts";
import { cancelledBy } from "./cancelled-by.ts";
import { asPostgresFault } from "./fault.ts";

/** Connections to the databases of services, apart from the bot's own store. Everything fails with a `Fault` or the signal's reason. */
export interface Connections {
  /** Works in a READ ONLY transaction with time limits, which is rolled back in the end. At most two of them at a time for each database. */
  read<Result>(at: Address, signal: AbortSignal, work: (client: pg.ClientBase) => Promise<Result>): Promise<Result>;
  /** Works on a connection of its own, outside of any transaction. An abort cancels what runs; a connection that breaks leaves the outcome unknown. */
  change<Result>(at: Address, signal: AbortSignal, work: (client: pg.Client) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** What sessions of the bot call themselves, so that it can leave them alone. */
export const ownName = "incident-commander";

const readLimits = [
  "set local statement_timeout = '30s'",
  "set local lock_timeout = '5s'",
  "set local idle_in_transaction_session_timeout = '10s'",
];

export function createConnections(): Connections {
  const pools = new Map<string, pg.Pool>();
  return {
    async read(at, signal, work) {
      signal.throwIfAborted();
      const client = await checkedOut(poolFor(pools, at.url), at, signal);
      let broken = false;
      try {
        const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
        await client.query(["begin read only", ...readLimits].join("; "));
        const result = await cancelledBy(signal, { ...at, pid: rows[0]?.pid ?? 0 }, () => work(client));
        await client.query("rollback");
        return result;
      } catch (error) {
        // Of a connection whose work went wrong nobody knows what it still does.
        broken = true;
        throw signal.aborted ? signal.reason : asPostgresFault(error, { ...at, outcome: "not-done" });
      } finally {
        client.release(broken);
      }
    },
    change: withOwnClient,
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
      pools.clear();
    },
  };
}

function poolFor(pools: Map<string, pg.Pool>, url: string): pg.Pool {
  const known = pools.get(url);
  if (known) return known;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: ownName,
    max: 2,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    keepAlive: true,
  });
  // A connection lost while idle is replaced; one in use tells its query, and as an event it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  pools.set(url, pool);
  return pool;
}

/** A client of the pool, or the signal's reason as soon as it is aborted. */
async function checkedOut(pool: pg.Pool, at: Address, signal: AbortSignal): Promise<pg.PoolClient> {
  const connecting = pool.connect();
  try {
    return await cancelledBy(signal, undefined, () => connecting);
  } catch (error) {
    connecting.then(
      (client) => client.release(),
      () => {},
    );
    throw signal.aborted ? signal.reason : asPostgresFault(error, { ...at, outcome: "not-done" });
  }
}

async function withOwnClient<Result>(
  at: Address,
  signal: AbortSignal,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const client = new pg.Client({
    connectionString: at.url,
    application_name: ownName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on("error", () => {});
  let isConnected = false;
  try {
    await cancelledBy(signal, undefined, () => client.connect());
    isConnected = true;
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    await client.query("set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '60s'");
    return await cancelledBy(signal, { ...at, pid: rows[0]?.pid ?? 0 }, () => work(client));
  } catch (error) {
    throw signal.aborted
      ? signal.reason
      : asPostgresFault(error, { ...at, outcome: isConnected ? "unknown" : "not-done" });
  } finally {
    // Waits for a goodbye that a server which is away never gives.
    void client.end().catch(() => {});
  }
}
