import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { beat, releaseDeadWorkers } from "../../src/store/workers.ts";
import { withDatabase } from "../database.ts";
import { effect, nothing, owe, replica, tally } from "./queue.ts";

const database = withDatabase();

beforeEach(async () => {
  await database.pool.query("truncate performing, workers; delete from graphile_worker._private_jobs");
});

describe("a process that is killed loses nothing", () => {
  test("its effects are performed by another within seconds, each once", { timeout: 30_000 }, async () => {
    const keys = ["page", "channel", "announcement"];
    await owe(database.pool, ...keys.map((key) => effect(key)));
    const script = fileURLToPath(new URL("./dying-replica.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script, database.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const begun: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      begun.push(line);
      if (begun.length === keys.length) break;
    }
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;

    // What is owed anew for a key that died with its process waits for nothing, and the old job does not come back beside it.
    await owe(database.pool, effect("page"));
    const { reached, add, words } = tally(keys.length);
    const perform = async ({ key }: { key: string }) => {
      add(key);
      return nothing;
    };
    const survivors = [replica(database.url, perform), replica(database.url, perform)];
    await reached;
    await Promise.all(survivors.map((one) => one.end()));
    expect(words.sort()).toEqual([...keys].sort());
    const { rows } = await database.pool.query("select 1 from graphile_worker.jobs where attempts < max_attempts");
    expect(rows).toEqual([]);
  });
});

describe("who counts as dead", () => {
  const lockJob = async (worker: string, agoMs: number): Promise<void> => {
    await owe(database.pool, effect(worker));
    await database.pool.query(
      "update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - $2::int * interval '1 ms' where key = $1",
      [worker, agoMs],
    );
  };
  const locked = async (): Promise<readonly string[]> => {
    const { rows } = await database.pool.query<{ key: string }>(
      "select key from graphile_worker._private_jobs where locked_at is not null order by key",
    );
    return rows.map((row) => row.key);
  };

  test("a worker that has not been heard of; one that beats keeps a job however long it takes", async () => {
    await lockJob("busy", 3_600_000);
    await lockJob("dead", 60_000);
    await beat(database.pool, "busy");
    await beat(database.pool, "dead");
    await database.pool.query("update workers set seen_at = now() - interval '30 s' where id = 'dead'");
    expect(await releaseDeadWorkers(database.pool, 10_000)).toEqual(["dead"]);
    expect(await locked()).toEqual(["busy"]);
  });

  test("a worker that died before its first beat; one that just began does not", async () => {
    await lockJob("never-beat", 60_000);
    await lockJob("just-began", 100);
    expect(await releaseDeadWorkers(database.pool, 10_000)).toEqual(["never-beat"]);
    expect(await locked()).toEqual(["just-began"]);
  });
});
