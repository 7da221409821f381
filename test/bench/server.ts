import { randomBytes } from "node:crypto";
import { startEmbeddedPostgres } from "../../src/sandbox/postgres.ts";
import { databaseUrl, onServer } from "../postgres.ts";

export interface BenchServer {
  /** A new, empty database. Resolves to its URL. */
  createDatabase(): Promise<string>;
}

/** Lends a Postgres: that of DATABASE_URL, or one of our own. Databases made on it are dropped afterwards. */
export async function withServer<T>(work: (server: BenchServer) => Promise<T>): Promise<T> {
  const given = process.env.DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startEmbeddedPostgres();
  const made: string[] = [];
  try {
    return await work({
      async createDatabase() {
        const name = `incident_bench_${randomBytes(6).toString("hex")}`;
        await onServer(server.url, `create database ${name}`);
        made.push(name);
        return databaseUrl(server.url, name);
      },
    });
  } finally {
    for (const name of made) await onServer(server.url, `drop database if exists ${name} with (force)`);
    await server.stop();
  }
}
