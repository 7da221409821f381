import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
const { url: server } = inject("postgres");
const url = databaseUrl(server, name);
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "migrations-"));
  await copyFile(
    new URL("../../src/store/migrations/001-incidents.sql", import.meta.url),
    join(directory, "001-incidents.sql"),
  );
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

test("a server that is not there is a fault, not a bug", async () => {
  await expect(migrate("postgres://nobody@127.0.0.1:1/none", quiet)).rejects.toBeInstanceOf(StoreFault);
});
