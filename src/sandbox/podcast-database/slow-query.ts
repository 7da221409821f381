import pg from "pg";

// Costs nothing but time: pg_sleep stands for the join without an index.
const slowQuery = `SELECT e.title, count(*) AS downloads
  FROM episodes e JOIN downloads d ON d.episode_id = e.id, pg_sleep(1800)
  WHERE e.tenant_id = 'tenant-7' GROUP BY e.title ORDER BY downloads DESC`;

/** One question of `api-service` that takes half an hour, asked again a while after it ended or was ended. */
export function repeatSlowQuery(
  url: string,
  { againAfterMs }: { readonly againAfterMs: number },
): { stop(): Promise<void> } {
  let current: pg.Client | undefined;
  let again: NodeJS.Timeout | undefined;
  let isStopped = false;
  const askOnce = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, application_name: "api-service" });
    client.on("error", () => {});
    current = client;
    try {
      await client.connect();
      await client.query(slowQuery);
    } catch {
      // Cancelled or ended by somebody: asked again below.
    } finally {
      await client.end().catch(() => {});
    }
    if (!isStopped) again = setTimeout(() => void askOnce(), againAfterMs).unref();
  };
  void askOnce();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(again);
      const client = current;
      if (!client) return;
      // Its connection alone would leave the server asking on.
      await cancel(url);
      await client.end().catch(() => {});
    },
  };
}

async function cancel(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "sandbox" });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(
      "select pg_cancel_backend(pid) from pg_stat_activity where usename = current_user and query like 'SELECT e.title%pg_sleep%'",
    );
  } catch {
    // The server is gone, and the query with it.
  } finally {
    await client.end().catch(() => {});
  }
}
