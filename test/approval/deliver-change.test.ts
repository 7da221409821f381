import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ToRequest } from "../../src/approval/command.ts";
import type { OwedRequestEffect } from "../../src/approval/effect.ts";
import { createDeliver } from "../../src/deliver.ts";
import { createDeliverChange, type PerformChange } from "../../src/deliver-change.ts";
import { createHandle } from "../../src/handle.ts";
import { StoreFault } from "../../src/store/fault.ts";
import { createPool, type Pool } from "../../src/store/pool.ts";
import type { Queue } from "../../src/store/queue.ts";
import { findRequest, requestEvents } from "../../src/store/requests.ts";
import { strikeRequests } from "../../src/store/requests-jobs.ts";
import { withDatabase } from "../database.ts";
import { nothing } from "../deliver/queue.ts";
import { quiet } from "../quiet.ts";
import { said, starting, type TestReplica, withReplicas } from "./replicas.ts";
import { ana, catalog, member, preview, rollback } from "./scenario.ts";

const database = withDatabase();
const replicas = withReplicas(database, () => catalog);
const running: { readonly queue: Queue; readonly pool: Pool }[] = [];

afterEach(async () => {
  await Promise.all(running.map(({ queue }) => queue.stop(5_000)));
  await Promise.all(running.splice(0).map(({ pool }) => pool.end()));
  await database.pool.query("delete from graphile_worker._private_jobs; delete from target_locks");
});

/** What a performer would say of each effect when all goes well, on whichever replica takes it. */
function performer({ handle }: TestReplica, performed: string[]): PerformChange {
  return async (owed) => {
    performed.push(owed.effect.kind);
    if (!("request" in owed)) return { commands: [] };
    return { commands: await answer(owed, handle) };
  };
}

async function answer(
  { request, effect }: OwedRequestEffect,
  handle: TestReplica["handle"],
): Promise<readonly ToRequest[]> {
  switch (effect.kind) {
    case "preview-change":
      return [{ kind: "record-preview", request, requester: member, preview: preview() }];
    case "look-up-voter":
      return [{ kind: "record-membership", request, pending: effect.pending, membership: member }];
    case "confirm-quorum": {
      const memberships = Object.fromEntries(effect.voters.map((voter) => [voter, member]));
      return [{ kind: "record-quorum", request, round: effect.round, memberships }];
    }
    case "run-change": {
      const run = randomUUID();
      const outcome = await handle(starting(request, run));
      return said(outcome) === "run-started" ? [{ kind: "record-run-done", request, run, text: "rolled back" }] : [];
    }
    default:
      return [];
  }
}

/** Both replicas work off the queue. */
function deliver(performed: string[]): void {
  for (const replica of [replicas.first, replicas.second]) {
    const pool = createPool(database.url, { log: quiet });
    const parts = { pool, log: quiet, newId: randomUUID };
    const change = createDeliverChange({ ...parts, ...replica, pool, perform: performer(replica, performed) });
    const handle = createHandle({ ...parts, catalog: () => catalog });
    const pace = { pollIntervalMs: 50, heartbeatMs: 2_000, concurrency: 4 };
    const queue = createDeliver({ ...parts, ...pace, handle, perform: async () => nothing, change });
    queue.start();
    running.push({ queue, pool });
  }
}

const ask = async () => {
  const outcome = await replicas.first.handle({ ...rollback, incident: await replicas.incident() });
  if (outcome.kind !== "done") throw new Error(said(outcome));
  return outcome.request.id;
};
const becomes = (request: string, kind: string) =>
  vi.waitFor(async () => expect((await findRequest(database.pool, request))?.state.kind).toBe(kind), 40_000);

describe("from the question to the change, by the queue of two replicas", { timeout: 90_000 }, () => {
  test("what is owed is performed, and what came of it is decided", async () => {
    const performed: string[] = [];
    deliver(performed);
    const request = await ask();
    await becomes(request, "open");
    await replicas.second.handle({ kind: "approve", request, by: ana });
    await becomes(request, "done");
    expect((await requestEvents(database.pool, request)).map(({ event }) => event.kind)).toEqual([
      ...["request-asked", "plan-previewed", "act-asked", "vote-counted", "quorum-met"],
      ...["granted", "run-started", "run-done"],
    ]);
    expect(performed.filter((kind) => kind === "run-change")).toHaveLength(1);
  });

  test("invariant 3: a run that is owed twice runs once", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    deliver([]);
    await becomes(request, "done");
    await database.pool.query(`select graphile_worker.add_job('perform-change', $1::json)`, [
      JSON.stringify({
        attempt: 1,
        owed: { request, effect: { kind: "run-change" }, key: "again", priority: 0, delayMs: 0 },
      }),
    ]);
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query("select 1 from graphile_worker._private_jobs where key = 'again'");
      expect(rows).toEqual([]);
    }, 40_000);
    const kinds = (await requestEvents(database.pool, request)).map(({ event }) => event.kind);
    expect(kinds.filter((kind) => kind === "run-started")).toHaveLength(1);
  });

  test("invariant 6: a deadline strikes by itself, and one that the queue lost is found again", async () => {
    const request = await replicas.open(await replicas.incident());
    await database.pool.query("delete from graphile_worker._private_jobs");
    replicas.ahead(15);
    await strikeRequests(database.pool, "lost");
    deliver([]);
    await becomes(request, "expired");
    replicas.ahead(0);
  });

  test("what a run has done is not forgotten while Postgres cannot take it", async () => {
    let failures = 3;
    const { handle } = replicas.first;
    const flaky: TestReplica["handle"] = (command, delivery) => {
      if (command.kind !== "record-run-done" || failures-- <= 0) return handle(command, delivery);
      return Promise.reject(new StoreFault("ECONNREFUSED", new Error("Postgres is away")));
    };
    const request = await replicas.grant(await replicas.incident(), ana);
    const performed: string[] = [];
    const parts = { pool: replicas.first.pool, log: quiet, newId: randomUUID, freeze: replicas.first.freeze };
    const change = createDeliverChange({ ...parts, handle: flaky, perform: performer(replicas.first, performed) });
    const owed = { request, effect: { kind: "run-change" }, key: "run", priority: 0, delayMs: 0 } as const;
    await change.work({ id: "1", attempt: 1, owed });
    expect(performed).toEqual(["run-change"]);
    expect((await findRequest(database.pool, request))?.state.kind).toBe("done");
  });
});
