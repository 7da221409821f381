import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/types.ts";
import { Fault } from "../../src/clients/fault.ts";
import type { Operation } from "../../src/operation/definition.ts";
import { readFiles } from "../../src/read-files.ts";
import { planCommand } from "../../src/runbook/explain-command.ts";
import { readRunbook } from "../../src/runbook/read-runbook.ts";
import {
  type PodcastDatabase,
  preparePodcastDatabase,
} from "../../src/sandbox/podcast-database/prepare-podcast-database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/sandbox/postgres.ts";
import { shippedCatalog } from "../runbook/shipped-catalog.ts";
import { atDatabase } from "../targets/postgres/postgres-family.ts";

let server: EmbeddedPostgres;
let podcast: PodcastDatabase;
let catalog: Catalog;
const postgres = atDatabase(() => podcast.url);
const query = (sql: string) => postgres.text("postgres.query", { sql });

beforeAll(async () => {
  [server, catalog] = await Promise.all([startEmbeddedPostgres(), shippedCatalog()]);
  podcast = await preparePodcastDatabase(server.url, { now: new Date("2026-11-21T12:00:00Z") });
});

afterAll(async () => {
  await postgres.close();
  await podcast.close();
  await server.stop();
});

const leaked = () =>
  query(
    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'api-service' AND state = 'idle in transaction' AND query NOT LIKE '%pg_sleep%'",
  );

/** Every reading command of the shipped runbooks that asks Postgres, planned in the first environment that takes it. */
async function plannedReads(): Promise<readonly { readonly where: string; readonly operation: Operation }[]> {
  const files = await readFiles(join(import.meta.dirname, "../../runbooks"), [".md"]);
  const values = new Map(
    Object.entries({ table: "campaigns", "tenant-id": "tenant-7", "job-id": "42", database: "podcast_analytics" }),
  );
  return files.flatMap(({ path, text }) => {
    const service = catalog.services.find(({ key }) => path.startsWith(`${key}/`));
    if (!service) return [];
    const { runbook } = readRunbook({ path, text });
    return runbook.steps
      .flatMap(({ commands }) => commands)
      .flatMap(({ entry, line }) => {
        const plans = Object.entries(service.environments).map(([environmentName, environment]) =>
          planCommand(entry, { service, environmentName, environment }, values),
        );
        const plan = plans.find((one) => one.kind === "planned");
        const isRead = plan?.kind === "planned" && plan.risk === "read" && plan.operation.name.startsWith("postgres.");
        return isRead ? [{ where: `${path}:${line}`, operation: plan.operation }] : [];
      });
  });
}

describe("the podcast database", () => {
  test("leaks fifteen transactions of api-service, and the bot sees who they are", async () => {
    expect(await leaked()).toContain(" 15\n");
    expect(await query("SELECT DISTINCT query FROM pg_stat_activity WHERE state = 'idle in transaction'")).toContain(
      "SELECT count(*) FROM downloads",
    );
  });

  test("has a slow query going on", async () => {
    await expect
      .poll(
        () => query("SELECT query FROM pg_stat_activity WHERE state = 'active' AND application_name = 'api-service'"),
        {
          timeout: 10_000,
        },
      )
      .toContain("SELECT e.title");
  });

  test("lets the bot neither read other people's secrets nor be more than it is", async () => {
    await expect(query("SELECT rolpassword FROM pg_authid")).rejects.toThrow("permission denied for table pg_authid");
    expect(await query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).toContain(" f\n");
  });

  test("answers every question of the runbooks but those about tables of other services", async () => {
    const asked = await plannedReads();
    expect(asked.length).toBeGreaterThan(60);
    const failed: string[] = [];
    for (const { where, operation } of asked) {
      const { database: _catalogs, ...given } = operation.arguments;
      const failure = await postgres.read(operation.name, given).then(
        (output) => ("kind" in output ? output.reason : undefined),
        (error: unknown) => error,
      );
      const isMissingTable = failure instanceof Fault && failure.code === "42P01";
      const isOurs = where.startsWith("podcast-analytics/");
      if (failure !== undefined && (isOurs || !isMissingTable)) failed.push(`${where} ${String(failure)}`);
    }
    // The size of a database that only web-analytics has.
    expect(failed.filter((line) => !line.includes('database "google_analytics_db" does not exist'))).toEqual([]);
  });

  // The last one: what it heals stays healed.
  test("is well again after the rollback, twice", async () => {
    await podcast.heal();
    await podcast.heal();
    await expect.poll(leaked, { timeout: 10_000 }).toContain(" 0\n");
    await expect
      .poll(
        () =>
          query("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND application_name = 'api-service'"),
        {
          timeout: 10_000,
        },
      )
      .toContain(" 0\n");
    expect(await query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'api-service'")).toContain(
      " 3\n",
    );
  });
});
