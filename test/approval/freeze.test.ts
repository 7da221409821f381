import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { FreezeWish } from "../../src/approval/freeze.ts";
import { createHandleFreeze } from "../../src/handle-freeze.ts";
import { createHandleRequest } from "../../src/handle-request.ts";
import { findFreeze, standingFreezes } from "../../src/store/freezes.ts";
import { findRequest } from "../../src/store/requests.ts";
import { withDatabase } from "../database.ts";
import { quiet } from "../quiet.ts";
import { said, starting, withReplicas } from "./replicas.ts";
import { ana, ben, catalog, cleo, member, rollback, stranger, unsure } from "./scenario.ts";

const database = withDatabase();
const replicas = withReplicas(database, () => catalog);
const wish: FreezeWish = { kind: "freeze", by: cleo, service: "podcast-analytics", reason: "Launch day" };

beforeEach(async () => {
  replicas.changes.now = "on";
  await database.pool.query("delete from target_locks; delete from freezes; delete from graphile_worker._private_jobs");
});

const freeze = (more: Partial<FreezeWish> = {}, membership = member) =>
  replicas.second.freeze({ kind: "record-freezer", lookUp: randomUUID(), wish: { ...wish, ...more }, membership });
const owed = async (): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ kind: string }>(
    `select payload -> 'owed' -> 'effect' ->> 'kind' as kind from graphile_worker._private_jobs
     where task_id = (select id from graphile_worker._private_tasks where identifier = 'perform-change') order by 1`,
  );
  return rows.map(({ kind }) => kind);
};

describe("invariant 11: a freeze voids grants not yet running", () => {
  test("on the other replica, at once, and even if it is lifted before anybody looks", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    await freeze();
    await freeze({ kind: "lift" });
    expect(said(await replicas.first.handle(starting(request)))).toBe("voided");
    expect((await findRequest(database.pool, request))?.state).toMatchObject({
      reason: expect.stringMatching(/Launch day/),
    });
    const next = await replicas.grant(await replicas.incident(), ana);
    expect(said(await replicas.first.handle(starting(next)))).toBe("run-started");
  });

  test("what is granted is struck at once, so that its card says so", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    await freeze();
    const { rows } = await database.pool.query(
      "select run_at <= now() as is_due from graphile_worker.jobs where key = $1",
      [`tick:request:${request}`],
    );
    expect(rows).toEqual([{ is_due: true }]);
    expect(said(await replicas.first.handle({ kind: "tick", request }))).toBe("voided");
  });

  test("what runs already finishes and says so", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    const run = "5b1f0a52-5a53-4a7e-9f0e-2f4f2f1a0001";
    await replicas.first.handle(starting(request, run));
    await freeze();
    await replicas.first.handle({ kind: "record-run-done", request, run, text: "rolled back" });
    expect((await findRequest(database.pool, request))?.state.kind).toBe("done");
  });

  test("of one service leaves the others alone; everywhere means everywhere", async () => {
    const incident = await replicas.incident();
    await freeze({ service: "blog-engine" });
    expect(said(await replicas.first.handle({ ...rollback, incident }))).toBe("request-asked");
    await freeze({ service: undefined });
    expect(said(await replicas.first.handle({ ...rollback, incident }))).toBe("changes-stopped");
  });
});

describe("who may freeze", () => {
  test("who asks is looked up among the people the catalog names, and nothing is stopped before", async () => {
    expect(await replicas.first.freeze(wish)).toEqual({ kind: "asked" });
    expect(await standingFreezes(database.pool)).toEqual([]);
    expect(await owed()).toEqual(["look-up-freezer"]);
    expect(await freeze()).toEqual({ kind: "done" });
    const [standing] = await standingFreezes(database.pool);
    expect(standing).toMatchObject({ service: "podcast-analytics", by: cleo });
    expect(await findFreeze(database.pool, standing?.id ?? "")).toEqual(standing);
    expect(await owed()).toEqual(["look-up-freezer", "show-freeze"]);
  });

  test.each([
    ["attack: somebody else", stranger],
    ["attack: somebody who cannot be looked up", unsure],
  ])("%s is told no", async (_what, membership) => {
    expect(await freeze({}, membership)).toMatchObject({ kind: "refused" });
    expect(await standingFreezes(database.pool)).toEqual([]);
    expect(await owed()).toEqual(["tell-freezer"]);
  });

  test("twice is once, and what is not frozen is not lifted", async () => {
    expect(await replicas.first.freeze({ ...wish, kind: "lift" })).toMatchObject({ kind: "refused" });
    await freeze();
    expect(await replicas.first.freeze(wish)).toMatchObject({ reason: expect.stringMatching(/frozen already/) });
    expect(await replicas.first.freeze({ ...wish, service: "billing" })).toMatchObject({ kind: "refused" });
  });

  test("attack: one delivery that comes five times, on both replicas, is looked up once and answered the same", async () => {
    const deliveries = [replicas.first, replicas.second, replicas.first, replicas.second, replicas.first];
    const ask = (kind: FreezeWish["kind"], key: string) =>
      Promise.all(deliveries.map(({ freeze: handle }) => handle({ ...wish, kind }, { key })));
    expect(new Set((await ask("freeze", "command:1")).map(({ kind }) => kind))).toEqual(new Set(["asked"]));
    expect(await owed()).toEqual(["look-up-freezer"]);
    await freeze();
    expect(await replicas.second.freeze(wish, { key: "command:1" })).toEqual({ kind: "asked" });
    expect(new Set((await ask("lift", "command:2")).map(({ kind }) => kind))).toEqual(new Set(["asked"]));
    expect(await owed()).toEqual(["look-up-freezer", "look-up-freezer", "show-freeze"]);
  });

  test("one look-up that is told twice, because nobody heard the first time, freezes once and tells nobody no", async () => {
    const found = { kind: "record-freezer", lookUp: "freeze:1:look-up-freezer", wish, membership: member } as const;
    expect(await replicas.first.freeze(found)).toEqual({ kind: "done" });
    expect(await replicas.second.freeze(found)).toEqual({ kind: "done" });
    expect(await owed()).toEqual(["show-freeze"]);
  });

  test("a freeze and its end are in the audit, with who they were believed to be", async () => {
    await freeze();
    await freeze({ kind: "lift", by: ben });
    const { rows } = await database.pool.query<{ entry: string }>(
      "select entry from audit order by sequence desc limit 2",
    );
    expect(rows.map(({ entry }) => JSON.parse(entry))).toMatchObject([
      { kind: "freeze-lifted", by: ben, as: member.kind === "member" ? member.as : "" },
      { kind: "freeze-began", by: cleo, service: "podcast-analytics", catalog: catalog.hash },
    ]);
  });
});

describe("the switch", () => {
  test("CHANGES=off stops what is asked, what is approved and what is granted", async () => {
    const incident = await replicas.incident();
    const open = await replicas.open(incident);
    const granted = await replicas.grant(incident, ana);
    replicas.changes.now = "off";
    expect(said(await replicas.first.handle({ ...rollback, incident }))).toBe("changes-stopped");
    expect(said(await replicas.first.handle({ kind: "approve", request: open, by: ana }))).toBe("changes-stopped");
    expect(said(await replicas.first.handle(starting(granted)))).toBe("voided");
  });

  test("without a key for the audit nothing is asked for or frozen", async () => {
    const parts = { pool: database.pool, catalog: () => catalog, newId: () => "", log: quiet, auditKey: undefined };
    const incident = await replicas.incident();
    expect(said(await createHandleRequest({ ...parts, changes: "on" })({ ...rollback, incident }))).toBe(
      "changes-stopped",
    );
    expect(await createHandleFreeze(parts)(wish)).toMatchObject({ kind: "refused" });
  });
});
