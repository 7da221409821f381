import { beforeEach, describe, expect, test } from "vitest";
import { verifyAudit } from "../../src/audit.ts";
import { appendAudit, auditHead, auditRows } from "../../src/store/audit.ts";
import { type AuditRow, sealOf } from "../../src/store/audit-chain.ts";
import { withTransaction } from "../../src/store/pool.ts";
import { withDatabase } from "../database.ts";
import { quiet } from "../quiet.ts";

const database = withDatabase();
const key = "the-key-of-this-test-which-nobody-knows";
const limits = { lockTimeoutMs: 5_000, statementTimeoutMs: 5_000 };
const at = "2026-11-21T03:00:00.000Z";

const append = (...kinds: readonly string[]) =>
  withTransaction(database.pool, limits, (tx) =>
    appendAudit(
      tx,
      kinds.map((kind) => ({ kind, at, catalog: "c", by: "T1/U-ana" })),
      key,
    ),
  );

/** What somebody does who owns the database: nothing stops them. */
const asOwner = (...statements: readonly string[]) =>
  database.pool.query(
    `alter table audit disable trigger audit_is_kept; ${statements.join(";")}; alter table audit enable trigger audit_is_kept`,
  );

const rows = async (): Promise<readonly AuditRow[]> => {
  const all: AuditRow[] = [];
  for await (const row of auditRows(database.pool)) all.push(row);
  return all;
};

const problems = async (head?: string, auditKey = key): Promise<readonly string[]> => {
  const verified = await verifyAudit({ databaseUrl: database.url, auditKey }, quiet, head);
  if (verified.kind === "refused") throw new Error(verified.reason);
  expect(verified.found.ok).toBe(verified.found.problems.length === 0);
  return verified.found.problems.map(({ text }) => text);
};

beforeEach(async () => {
  await asOwner("truncate audit");
  await append("request-asked", "act-asked", "vote-counted");
  await append("granted");
  await append("run-started", "run-done");
});

describe("invariant 12: the audit is a chain under a key that the database never sees", () => {
  test("one that nobody touched is as it was written, to its head", async () => {
    expect((await rows()).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await problems(await auditHead(database.pool))).toEqual([]);
  });

  test("attack: one byte is changed", async () => {
    await asOwner(`update audit set entry = replace(entry, 'U-ana', 'U-bna') where sequence = 4`);
    expect(await problems()).toEqual(["entry 4 was changed"]);
  });

  test("attack: one seal is changed", async () => {
    await asOwner(`update audit set seal = repeat('0', 64) where sequence = 3`);
    expect(await problems()).toEqual(["entry 3 was changed", "entry 4 was changed"]);
  });

  test("attack: a row is taken out", async () => {
    await asOwner("delete from audit where sequence = 2");
    expect(await problems()).toEqual([
      "entry 2 is missing",
      "entry 3 cannot be checked, since the one before it is missing",
    ]);
  });

  test("attack: a row is taken out and the others are moved up", async () => {
    await asOwner(
      "delete from audit where sequence = 2",
      "update audit set sequence = -sequence + 1 where sequence > 2",
      "update audit set sequence = -sequence where sequence < 0",
    );
    expect((await problems())[0]).toBe("in the place of entry 2 stands entry 3: the order was changed");
  });

  test("attack: two rows change places", async () => {
    await asOwner(
      "update audit set sequence = -2 where sequence = 2",
      "update audit set sequence = 2 where sequence = 3",
      "update audit set sequence = 3 where sequence = -2",
    );
    expect(await problems()).toEqual([
      "in the place of entry 2 stands entry 3: the order was changed",
      "in the place of entry 3 stands entry 2: the order was changed",
      "entry 4 was changed",
    ]);
  });

  test("attack: the first rows are taken out", async () => {
    await asOwner("delete from audit where sequence < 3");
    expect((await problems())[0]).toBe("entries 1 to 2 are missing");
  });

  test("attack: the end is cut off, which only the published head shows", async () => {
    const head = await auditHead(database.pool);
    await asOwner("delete from audit where sequence > 4");
    expect(await problems()).toEqual([]);
    expect(await problems(head)).toEqual(["entries 5 to 6 are missing at the end"]);
    await asOwner("truncate audit");
    expect(await problems(head)).toEqual(["entries 1 to 6 are missing at the end"]);
  });

  test("attack: the end is cut off and written anew, by the bot itself", async () => {
    const head = await auditHead(database.pool);
    await asOwner("delete from audit where sequence > 4");
    await append("denied", "denied", "denied");
    expect(await problems()).toEqual([]);
    expect(await problems(head)).toEqual(["entry 6 is not the one whose head was published"]);
  });

  test("attack: the whole chain is rewritten by somebody who owns the database but not the key", async () => {
    let seal = "";
    const forged = (await rows()).map(({ sequence, entry }) => {
      const other = { sequence, entry: entry.replaceAll("U-ana", "U-eve") };
      seal = sealOf("a guess", seal, other);
      return { ...other, seal };
    });
    await asOwner("truncate audit");
    await database.pool.query(
      "insert into audit select * from jsonb_to_recordset($1::jsonb) as row (sequence bigint, entry text, seal text)",
      [JSON.stringify(forged)],
    );
    const found = await problems();
    expect(found[0]).toMatch(/no entry is sealed with this key/);
    expect(found).toHaveLength(7);
  });

  test("with another key nothing fits, and a head that is none is refused", async () => {
    expect((await problems(undefined, "another key"))[0]).toMatch(/AUDIT_KEY is not the one/);
    const verified = await verifyAudit({ databaseUrl: database.url, auditKey: key }, quiet, "yesterday");
    expect(verified).toMatchObject({ kind: "refused", reason: expect.stringContaining("--head") });
  });
});

describe("invariant 12: it is only ever added to", () => {
  test.each([
    "update audit set entry = '{}'",
    "delete from audit",
    "truncate audit",
    "insert into audit (sequence, entry, seal) values (1, '{}', '') on conflict (sequence) do update set entry = '{}'",
  ])("%s is refused by the database", async (statement) => {
    await expect(database.pool.query(statement)).rejects.toThrow("the audit is only ever added to");
  });

  test("many at once stand in one order, and each transaction's entries side by side", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => append(`first-${n}`, `second-${n}`)));
    expect(await problems(await auditHead(database.pool))).toEqual([]);
    const kinds = (await rows()).slice(6).map(({ entry }): string => JSON.parse(entry).kind);
    expect(kinds).toHaveLength(40);
    for (let n = 0; n < 40; n += 2) expect(kinds[n + 1]).toBe(kinds[n]?.replace("first", "second"));
  });

  test("what a rolled back transaction added was never there", async () => {
    const failed = withTransaction(database.pool, limits, async (tx) => {
      await appendAudit(tx, [{ kind: "granted", at, catalog: "c" }], key);
      throw new Error("after all not");
    });
    await expect(failed).rejects.toThrow("after all not");
    await append("denied");
    expect((await rows()).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await problems()).toEqual([]);
  });
});
