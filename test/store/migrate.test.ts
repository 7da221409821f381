import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { StoreFault } from "../../src/store/fault.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createPool } from "../../src/store/pool.ts";
import { databaseUrl, onServer } from "../postgres.ts";
import { quiet } from "../quiet.ts";

const name = `incident_test_migrate_${process.pid}`;
const shipped = new URL("../../src/store/migrations/", import.meta.url);
const { url: server } = inject("postgres");
const url = databaseUrl(server, name);
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "migrations-"));
  await copyFile(new URL("001-incidents.sql", shipped), join(directory, "001-incidents.sql"));
});
beforeEach(async () => {
  await onServer(server, `drop database if exists ${name} with (force)`);
  await onServer(server, `create database ${name}`);
});
afterAll(async () => {
  await onServer(server, `drop database if exists ${name} with (force)`);
  await rm(directory, { recursive: true });
});

test("a new database gets every table, and a second time nothing is left to do", async () => {
  expect(await migrate(url, quiet)).toContain("001-incidents.sql");
  expect(await migrate(url, quiet)).toEqual([]);
});

test("several replicas that start at once apply each migration once, and the queue's too", async () => {
  const applied = await Promise.all([migrate(url, quiet), migrate(url, quiet), migrate(url, quiet)]);
  expect(applied.flat().filter((one) => one === "001-incidents.sql")).toHaveLength(1);
  const pool = createPool(url, { log: quiet });
  const { rows } = await pool.query("select count(*)::int as jobs from graphile_worker.jobs");
  await pool.end();
  expect(rows).toEqual([{ jobs: 0 }]);
});

test("a migration that was changed after it was applied is refused in words", async () => {
  const folder = pathToFileURL(`${directory}/`);
  const file = join(directory, "001-incidents.sql");
  await migrate(url, quiet, folder);
  const before = await readFile(file, "utf8");
  await writeFile(file, `${before}\n-- changed`);
  await expect(migrate(url, quiet, folder)).rejects.toThrow(
    "001-incidents.sql was applied to this database and has been changed since",
  );
  await writeFile(file, before);
});

test("a migration that fails leaves nothing of itself", async () => {
  const folder = pathToFileURL(`${directory}/`);
  await writeFile(join(directory, "002-bad.sql"), "create table half (id integer); select nonsense;");
  await expect(migrate(url, quiet, folder)).rejects.toThrow("nonsense");
  await rm(join(directory, "002-bad.sql"));
  const pool = createPool(url, { log: quiet });
  const { rows } = await pool.query(
    "select to_regclass('half') as half, to_regclass('incidents') is not null as incidents",
  );
  await pool.end();
  expect(rows).toEqual([{ half: null, incidents: true }]);
});

test("messages of checks that were posted before move to the table of messages, and none is posted twice", async () => {
  const older = await mkdtemp(join(tmpdir(), "migrations-"));
  const names = (await readdir(shipped)).filter((file) => file.endsWith(".sql") && file < "010");
  await Promise.all(names.map((file) => copyFile(new URL(file, shipped), join(older, file))));
  await migrate(url, quiet, pathToFileURL(`${older}/`));
  await rm(older, { recursive: true });
  const [posted, asked, waiting] = [randomUUID(), randomUUID(), randomUUID()];
  const pool = createPool(url, { log: quiet });
  const round = `insert into check_rounds (id, service, list, due_at, state, channel, ts, hash, sending_since)
    values ($1::uuid, 'payments', ($1::uuid)::text, now(), '{}', $2, $3, $4, $5)`;
  await pool.query(round, [posted, "C1", "1.2", "abc", null]);
  await pool.query(round, [asked, "C1", null, "abc", new Date()]);
  await pool.query(round, [waiting, null, null, null, null]);
  expect(await migrate(url, quiet)).toEqual(["010-messages-of-checks.sql"]);
  const { rows } = await pool.query("select incident, surface, channel, state, ts, hash from messages order by state");
  const { rows: rounds } = await pool.query("select * from check_rounds");
  await pool.end();
  expect(rows).toEqual([
    { incident: asked, surface: "checks", channel: "C1", state: "sending", ts: null, hash: "abc" },
    { incident: posted, surface: "checks", channel: "C1", state: "sent", ts: "1.2", hash: "abc" },
  ]);
  expect(rounds).toHaveLength(3);
  expect(Object.keys(rounds[0])).toEqual(["id", "service", "list", "due_at", "state"]);
});

test("a server that is not there is a fault, not a bug", async () => {
  await expect(migrate("postgres://nobody@127.0.0.1:1/none", quiet)).rejects.toBeInstanceOf(StoreFault);
});
