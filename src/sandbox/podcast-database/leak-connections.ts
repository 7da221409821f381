import pg from "pg";

export interface Leak {
  /** Gives everything back; only a few idle connections stay, as on a normal day. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

const questions = [
  "SELECT id, name, budget FROM campaigns WHERE tenant_id = 'tenant-7' ORDER BY starts_at DESC",
  "SELECT count(*) FROM downloads WHERE downloaded_at > now() - interval '1 day'",
  "SELECT id, title FROM episodes WHERE tenant_id = 'tenant-3' ORDER BY published_at DESC LIMIT 20",
];

/** `count` connections of `api-service` that began a transaction and never ended it, and three that are merely idle. */
export async function leakConnections(
  url: string,
  { count, againAfterMs }: { readonly count: number; readonly againAfterMs: number },
): Promise<Leak> {
  const idle = await Promise.all([0, 1, 2].map((at) => ask(url, [questions[at] ?? ""])));
  const leaked = new Set<pg.Client>();
  let isHealed = false;
  const leakOne = async (at: number): Promise<void> => {
    const client = await ask(url, ["BEGIN", questions[at % questions.length] ?? ""]);
    leaked.add(client);
    // Whoever ends one sees the next come: the release still leaks.
    client.once("end", () => {
      leaked.delete(client);
      if (!isHealed) setTimeout(() => !isHealed && void leakOne(at).catch(() => {}), againAfterMs).unref();
    });
  };
  await Promise.all(Array.from({ length: count }, (_, at) => leakOne(at)));
  return {
    async heal() {
      isHealed = true;
      await Promise.all([...leaked].map((client) => client.end()));
    },
    async close() {
      await Promise.all(idle.map((client) => client.end().catch(() => {})));
    },
  };
}

async function ask(url: string, statements: readonly string[]): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "api-service" });
  // Ended by somebody who cleans up: that is what it is here for.
  client.on("error", () => {});
  await client.connect();
  for (const statement of statements) await client.query(statement);
  return client;
}
