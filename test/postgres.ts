import { randomBytes } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../src/sandbox/postgres.ts";
import { migrate } from "../src/store/migrate.ts";
import { quiet } from "./quiet.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server, and the migrated database that every suite's own is copied from. */
    postgres: { readonly url: string; readonly template: string };
  }
}

/** One Postgres for the whole run: the server of DATABASE_URL, or one of our own. Returns what ends it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startEmbeddedPostgres();
  const template = `incident_template_${randomBytes(6).toString("hex")}`;
  try {
    await onServer(server.url, `create database ${template}`);
    await migrate(databaseUrl(server.url, template), quiet);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgres", { url: server.url, template });
  return async () => {
    await onServer(server.url, `drop database ${template}`);
    await server.stop();
  };
}

/** Runs one statement on the server, outside of any suite's database. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
