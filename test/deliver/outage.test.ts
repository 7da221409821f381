import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/sandbox/postgres.ts";
import { StoreFault } from "../../src/store/fault.ts";
import { findIncident } from "../../src/store/find-incident.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createPool, type Pool } from "../../src/store/pool.ts";
import { quiet } from "../quiet.ts";
import { declaredAgo, struck } from "./due.ts";
import { effect, nothing, owe, replica, signal, tally } from "./queue.ts";

let directory: string;
let server: EmbeddedPostgres;
let pool: Pool;
const port = (): number => Number(new URL(server.url).port);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "incident-outage-"));
  server = await startEmbeddedPostgres({ directory });
  await migrate(server.url, quiet);
  pool = createPool(server.url, { log: quiet });
});
afterAll(async () => {
  await pool.end();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

test("Postgres restarts in the middle of an effect: the effect ends, and what is owed afterwards is performed", {
  timeout: 60_000,
}, async () => {
  const begun = signal();
  const release = signal();
  const { reached, add, words } = tally(2);
  const one = replica(server.url, async ({ key }) => {
    if (key === "during") {
      begun.give();
      await release.given;
    }
    add(key);
    return nothing;
  });
  await owe(pool, effect("during"));
  await begun.given;
  const before = port();
  await server.stop();
  await expect(findIncident(pool, "6b1f0a52-5a53-4a7e-9f0e-2f4f2f1a0001")).rejects.toBeInstanceOf(StoreFault);
  release.give();
  server = await startEmbeddedPostgres({ directory, port: before });
  await owe(pool, effect("after"));
  await reached;
  // That it was performed could not be written down, so it may be performed twice; but it does not stay behind.
  const left = async () => (await pool.query<{ key: string }>("select key from graphile_worker.jobs")).rows;
  await expect.poll(left, { timeout: 20_000 }).toEqual([]);
  await one.end();
  expect(new Set(words)).toEqual(new Set(["during", "after"]));
});

test("Postgres restarts while clocks are due: they strike once it is back, each once", {
  timeout: 60_000,
}, async () => {
  const one = replica(server.url, async () => nothing);
  const before = port();
  // Its connections know nothing of the restart before.
  const asking = createPool(server.url, { log: quiet });
  await declaredAgo(asking, 4.95);
  await asking.end();
  await server.stop();
  server = await startEmbeddedPostgres({ directory, port: before });
  const again = createPool(server.url, { log: quiet });
  await expect.poll(async () => (await struck(again)).map(({ clock }) => clock), { timeout: 30_000 }).toEqual(["lead"]);
  await again.end();
  await one.end();
});

test("Postgres that is not there when the process starts is waited for", { timeout: 60_000 }, async () => {
  const before = port();
  const { url } = server;
  await server.stop();
  const refused = signal();
  const { reached, add } = tally(1);
  const one = replica(
    url,
    async ({ key }) => {
      add(key);
      return nothing;
    },
    { log: { ...quiet, error: () => refused.give() } },
  );
  await refused.given;
  server = await startEmbeddedPostgres({ directory, port: before });
  await owe(pool, effect("late"));
  await reached;
  await one.end();
});
