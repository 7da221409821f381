import { beforeAll, describe, expect, test } from "vitest";
import { appendAudit, auditHead } from "../src/store/audit.ts";
import { withTransaction } from "../src/store/pool.ts";
import { withDatabase } from "./database.ts";
import { runMain } from "./run-main.ts";

const database = withDatabase();
const key = "the-key-of-this-test-which-nobody-knows";
const environment = () => ({ DATABASE_URL: database.url, AUDIT_KEY: key });

beforeAll(async () => {
  const entries = ["request-asked", "granted"].map((kind) => ({ kind, at: "2026-11-21T03:00:00.000Z", catalog: "c" }));
  await withTransaction(database.pool, { lockTimeoutMs: 5_000, statementTimeoutMs: 5_000 }, (tx) =>
    appendAudit(tx, entries, key),
  );
});

describe("incident-commander audit", () => {
  test("verify needs the database and the key, and nothing of Slack", async () => {
    const { out, code } = await runMain(["audit", "verify"], environment());
    expect([out, code]).toEqual([expect.stringMatching(/^✓ 2 entries, each as it was written\.\nHead: 2:/), 0]);
    const { err, code: failed } = await runMain(["audit", "verify"]);
    expect([err, failed]).toEqual([expect.stringMatching(/DATABASE_URL.*AUDIT_KEY/s), 1]);
  });

  test("verify --head --json names what is missing at the end, and ends with 1", async () => {
    const head = (await auditHead(database.pool)) ?? "";
    const later = head.replace(/^2:/, "5:");
    const { out, code } = await runMain(["audit", "verify", "--json", "--head", later], environment());
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ...{ ok: false, entries: 2, head, isHeadChecked: true },
      problems: [{ sequence: 3, text: "entries 3 to 5 are missing at the end" }],
    });
  });

  test("export is a line of JSON for each entry, its text as it was sealed", async () => {
    const { out, code } = await runMain(["audit", "export"], environment());
    const lines = out.trimEnd().split("\n");
    expect([lines.length, code]).toEqual([2, 0]);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ sequence: 2, entry: { kind: "granted", sequence: 2 } });
    expect(out).not.toContain(key);
  });

  test("another word is answered with those it knows", async () => {
    expect(await runMain(["audit", "clean"], environment())).toMatchObject({
      code: 1,
      err: expect.stringMatching(/verify/),
    });
  });
});
