import { randomBytes } from "node:crypto";
import pg from "pg";
import { leakConnections } from "./leak-connections.ts";
import { rolesAndDatabase, tables } from "./schema.ts";
import { repeatSlowQuery } from "./slow-query.ts";

export interface PodcastDatabase {
  /** For the bot's role, which may look into everything, end sessions and change what the service owns. */
  readonly url: string;
  /** The bad deploy is gone: its connections are given back and the slow query is not asked again. Twice is the same. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

export interface PodcastDatabaseOptions {
  /** What the rows are dated by. */
  readonly now: Date;
  /** How long until a connection that was ended is leaked again. */
  readonly leakAgainAfterMs?: number | undefined;
}

const database = "podcast_analytics";

/**
 * The database of the story on a server of the sandbox's own, made anew: a few tables, a release of `api-service` that leaves
 * transactions open, and one query that takes minutes.
 */
export async function preparePodcastDatabase(
  ownerUrl: string,
  { now, leakAgainAfterMs = 20_000 }: PodcastDatabaseOptions,
): Promise<PodcastDatabase> {
  const passwords = { bot: randomBytes(12).toString("hex"), api: randomBytes(12).toString("hex") };
  await runAll(ownerUrl, rolesAndDatabase(database, passwords));
  await runAll(withPath(ownerUrl, database), tables(now));
  const apiUrl = withUser(withPath(ownerUrl, database), "api", passwords.api);
  const leak = await leakConnections(apiUrl, { count: 15, againAfterMs: leakAgainAfterMs });
  const slow = repeatSlowQuery(apiUrl, { againAfterMs: leakAgainAfterMs });
  const heal = async () => {
    await Promise.all([leak.heal(), slow.stop()]);
  };
  return {
    url: withUser(withPath(ownerUrl, database), "incident_bot", passwords.bot),
    heal,
    async close() {
      await heal();
      await leak.close();
    },
  };
}

async function runAll(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "sandbox" });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function withPath(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

function withUser(url: string, user: string, password: string): string {
  const other = new URL(url);
  other.username = user;
  other.password = password;
  return other.href;
}
