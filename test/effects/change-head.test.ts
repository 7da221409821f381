import { describe, expect, test } from "vitest";
import { headDue, owedHead } from "../../src/approval/publish-head.ts";
import { verifyAudit } from "../../src/audit.ts";
import { appendAudit, auditHead } from "../../src/store/audit.ts";
import { withTransaction } from "../../src/store/pool.ts";
import { withDatabase } from "../database.ts";
import { quiet } from "../quiet.ts";
import { words } from "../stories/company.ts";
import { withPerformer } from "./change-bench.ts";

const database = withDatabase();
const bench = withPerformer(database);
const auditKey = "the key of an audit whose head is published";
let now = "2026-11-20T10:00:00.000Z";
const time = { incidentTime: () => now, realTime: (at: string) => at };

/** As two replicas would, or one that was started again: the queue lets one of a key go at a time. */
async function look(): Promise<number | undefined> {
  await bench.performer({ time })(owedHead, 1);
  return (await bench.performer({ time })(owedHead, 1)).afterMs;
}

const change = (kind: string) =>
  withTransaction(database.pool, { lockTimeoutMs: 1000, statementTimeoutMs: 1000 }, (tx) =>
    appendAudit(tx, [{ kind, at: now, catalog: "c" }], auditKey),
  );

const told = (): readonly string[] =>
  bench.slack
    .messages("incidents")
    .filter((one) => JSON.stringify(one.metadata ?? {}).includes('"audit-head"'))
    .map(words);

const verified = async (head: string) => {
  const verdict = await verifyAudit({ databaseUrl: database.url, auditKey }, quiet, head);
  return verdict.kind === "verified" ? verdict.found.problems.map(({ text }) => text) : [verdict.reason];
};

describe("invariant 12: the head of the audit is published daily in the announcement channel", () => {
  test("it is due every day at 9:00 UTC, in the time of incidents", () => {
    expect(headDue("2026-11-20T10:00:00.000Z")).toEqual({
      last: "2026-11-20T09:00:00.000Z",
      next: "2026-11-21T09:00:00.000Z",
    });
    expect(headDue("2026-11-20T08:59:59.999Z").last).toBe("2026-11-19T09:00:00.000Z");
    expect(headDue("2026-11-20T09:00:00.000Z").last).toBe("2026-11-20T09:00:00.000Z");
  });

  test("nothing is told before a day is over", async () => {
    await look();
    await change("granted");
    await look();
    expect(told()).toEqual([]);
  });

  test("once, by two replicas and after restarts, with the command that verifies it and accepts it", async () => {
    now = "2026-11-21T09:00:00.000Z";
    await look();
    await change("run-started");
    now = "2026-11-21T15:00:00.000Z";
    await look();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/has 1 entry.*1 entry more since/s);
    const [, head = ""] = /audit verify --head (\S+?)["\\]/.exec(told()[0] ?? "") ?? [];
    expect(await verified(head)).toEqual([]);
  });

  test("what comes later that day is told the next day; a day on which nothing changed is silent", async () => {
    now = "2026-11-22T09:00:01.000Z";
    await look();
    expect(told()).toHaveLength(2);
    expect(told()[1]).toContain(String(await auditHead(database.pool)));
    now = "2026-11-24T12:00:00.000Z";
    await look();
    expect(told()).toHaveLength(2);
  });

  test("it plans itself for the next time by Postgres's clock", async () => {
    const inMs = (await look()) ?? 0;
    expect(Math.abs(Date.now() + inMs - Date.parse("2026-11-25T09:00:00.000Z"))).toBeLessThan(60_000);
  });

  test("attack: an entry taken off the end fits the published head no more, and the next day says so", async () => {
    const head = String(await auditHead(database.pool));
    await database.pool.query(
      "alter table audit disable trigger all; delete from audit where sequence = 2; alter table audit enable trigger all",
    );
    expect(await verified(head)).toEqual([expect.stringMatching(/entry 2 is missing at the end/)]);
    now = "2026-11-25T09:00:00.000Z";
    await look();
    expect(told().at(-1)).toMatch(/It had 2 entries, and they were not taken away by Incident Commander/);
  });
});
