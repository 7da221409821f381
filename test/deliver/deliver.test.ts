import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { PerformResult } from "../../src/effects/perform-result.ts";
import { createHandle } from "../../src/handle.ts";
import { eventsSince } from "../../src/store/events.ts";
import { StoreFault } from "../../src/store/fault.ts";
import { performAgain } from "../../src/store/performing.ts";
import { withDatabase } from "../database.ts";
import { ana, catalog } from "../incident/scenario.ts";
import { quiet } from "../quiet.ts";
import { effect, nothing, owe, replica, signal, tally } from "./queue.ts";

const database = withDatabase();

interface Waiting {
  readonly key: string | null;
  readonly attempt: number;
  readonly priority: number;
  readonly dueInMs: number;
}
/** Jobs that nobody has taken, the soonest first. */
const waiting = async (): Promise<readonly Waiting[]> => {
  const { rows } = await database.pool.query<Waiting>(
    `select key, (payload->>'attempt')::int as attempt, priority, extract(epoch from run_at - now())::float8 * 1000 as "dueInMs"
     from graphile_worker._private_jobs where is_available order by run_at`,
  );
  return rows;
};

beforeEach(async () => {
  await database.pool.query("truncate performing, workers; delete from graphile_worker._private_jobs");
});

describe("what is owed is owed once", () => {
  test("effects of one key become one job; a later one that may wait does not put it off", async () => {
    await owe(database.pool, effect("card", { priority: 21 }));
    await owe(database.pool, effect("card", { delayMs: 60_000, priority: 20 }));
    expect(await waiting()).toMatchObject([{ key: "card", priority: 20, dueInMs: expect.any(Number) }]);
    expect((await waiting())[0]!.dueInMs).toBeLessThan(1_000);
  });

  test("one that is owed at once overtakes the wait of an earlier one", async () => {
    await owe(database.pool, effect("card", { delayMs: 60_000 }));
    expect((await waiting())[0]!.dueInMs).toBeGreaterThan(30_000);
    await owe(database.pool, effect("card"));
    expect((await waiting()).map((one) => one.dueInMs < 1_000)).toEqual([true]);
  });

  test("two replicas perform each effect once", async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `effect-${String(index).padStart(2, "0")}`);
    const { reached, add, words } = tally(keys.length);
    const perform = async ({ key }: { key: string }): Promise<PerformResult> => {
      add(key);
      return nothing;
    };
    const replicas = [replica(database.url, perform), replica(database.url, perform)];
    await owe(database.pool, ...keys.map((key) => effect(key)));
    await reached;
    await Promise.all(replicas.map((one) => one.end()));
    expect(words.sort()).toEqual(keys);
    expect(await waiting()).toEqual([]);
  });

  test("an effect owed anew while it is performed runs after it, on no replica beside it", async () => {
    const first = signal();
    const release = signal();
    const { reached, add, words } = tally(6);
    let isFirst = true;
    const perform = async (): Promise<PerformResult> => {
      add("begin");
      if (isFirst) {
        isFirst = false;
        first.give();
        await release.given;
      }
      add("end");
      return nothing;
    };
    const replicas = [replica(database.url, perform), replica(database.url, perform)];
    await owe(database.pool, effect("card"));
    await first.given;
    await owe(database.pool, effect("card"), effect("other-key-that-ends"));
    // The other key goes by meanwhile: the replicas are free, and only the card waits.
    await expect.poll(() => words.length, { timeout: 10_000 }).toBe(3);
    expect(words).toEqual(["begin", "begin", "end"]);
    release.give();
    await reached;
    await Promise.all(replicas.map((one) => one.end()));
    expect(words).toEqual(["begin", "begin", "end", "end", "begin", "end"]);
  });
});

describe("what fails is tried again when it should", () => {
  const afterOnePerformance = async (perform: () => Promise<PerformResult>): Promise<readonly Waiting[]> => {
    const { given, give } = signal();
    const one = replica(database.url, async () => {
      give();
      return perform();
    });
    await owe(database.pool, effect("topic", { priority: 53 }));
    await given;
    await one.end();
    return waiting();
  };

  test("a performer that asks for time gets it, and its attempts are counted", async () => {
    const [again] = await afterOnePerformance(async () => ({ kind: "retry", afterMs: 20_000, commands: [] }));
    expect(again).toMatchObject({ key: "topic", attempt: 2, priority: 53 });
    expect(again!.dueInMs).toBeGreaterThan(10_000);
    expect(again!.dueInMs).toBeLessThan(20_500);
  });

  test("a performer that gives up is not asked again", async () => {
    expect(await afterOnePerformance(async () => ({ kind: "given-up", commands: [] }))).toEqual([]);
  });

  test("a fault of the store that it let through is tried again soon", async () => {
    const [again] = await afterOnePerformance(() => Promise.reject(new StoreFault("57P01", new Error("gone"))));
    expect(again).toMatchObject({ key: "topic", attempt: 2 });
    expect(again!.dueInMs).toBeLessThan(1_500);
  });

  test("a bug is left to the queue, which tries again later", async () => {
    const [again] = await afterOnePerformance(() => Promise.reject(new TypeError("bug")));
    expect(again).toMatchObject({ key: "topic", attempt: 1 });
    expect(again!.dueInMs).toBeGreaterThan(1_000);
  });

  test("a retry neither replaces nor puts off what was owed anew meanwhile", async () => {
    const retried = await afterOnePerformance(async () => {
      await owe(database.pool, effect("topic", { priority: 7, delayMs: 30_000 }));
      return { kind: "retry", afterMs: 60_000, commands: [] };
    });
    expect(retried).toMatchObject([{ key: "topic", attempt: 1, priority: 7 }]);
    expect(retried[0]!.dueInMs).toBeLessThan(30_500);
  });

  test("a job that is gone is not put back", async () => {
    await performAgain(database.pool, { id: "0", owed: effect("topic"), attempt: 1 }, 2, 0);
    expect(await waiting()).toEqual([]);
  });
});

test("what became of an effect is handled before it counts as performed", async () => {
  const handle = createHandle({ pool: database.pool, catalog: () => catalog, newId: randomUUID, log: quiet });
  const declared = await handle({
    kind: "declare",
    by: ana,
    title: "API down",
    service: "podcast",
    severity: "P1",
    isDrill: false,
    isPrivate: false,
  });
  if (declared.kind !== "done") throw new Error("not declared");
  const { id } = declared.incident;
  await database.pool.query("delete from graphile_worker._private_jobs");
  const { reached, add } = tally(2);
  let isBroken = true;
  const one = replica(
    database.url,
    async () => {
      add("performed");
      return { kind: "done", commands: [{ kind: "record-part-done", incident: id, part: "topic" }] };
    },
    {
      // The first time the outcome is lost, as in a crash between performing and recording.
      handle: (command) => {
        if (!isBroken) return handle(command);
        isBroken = false;
        return Promise.reject(new StoreFault("57P01", new Error("gone")));
      },
    },
  );
  await owe(database.pool, effect("topic", { incident: id }));
  await reached;
  await one.end();
  expect((await eventsSince(database.pool, id, 1)).map((recorded) => recorded.event)).toContainEqual({
    kind: "part-done",
    part: "topic",
  });
});
