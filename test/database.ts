import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { createPool, type Pool } from "../src/store/pool.ts";
import { databaseUrl, onServer } from "./postgres.ts";
import { quiet } from "./quiet.ts";

export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
}

/** A migrated database of the suite's own, from before its first test until after its last. Call at the top of a file or `describe`. */
export function withDatabase(): TestDatabase {
  let open: TestDatabase | undefined;
  const name = `incident_test_${randomBytes(6).toString("hex")}`;
  const { url, template } = inject("postgres");

  beforeAll(async () => {
    await onServer(url, `create database ${name} template ${template}`);
    const own = databaseUrl(url, name);
    open = { url: own, pool: createPool(own, { log: quiet }) };
  });

  afterAll(async () => {
    await open?.pool.end();
    await onServer(url, `drop database if exists ${name} with (force)`);
  });

  const opened = (): TestDatabase => {
    if (!open) throw new Error("the database is there from beforeAll on");
    return open;
  };
  return {
    get url() {
      return opened().url;
    },
    get pool() {
      return opened().pool;
    },
  };
}
