import { describe, expect, test } from "vitest";
import type { ExecInPod } from "../../../src/targets/exec-in-pod.ts";
import { atDatabase } from "./postgres-family.ts";

const through = { pod: "postgres-0", namespace: "production" };

/** A pod that tells how its program was called. */
function pod(answer: { text: string; exitCode: number }) {
  const calls: { readonly pod: string; readonly command: readonly string[] }[] = [];
  const exec: ExecInPod = async (_context, at, command) => {
    calls.push({ pod: `${at.namespace}/${at.pod}`, command });
    return { ...answer, cut: false };
  };
  return { calls, family: atDatabase(() => "", { through: exec, database: "podcast_analytics" }) };
}

describe("psql in a pod", () => {
  test("gets the statement as one word, in a session that may not write", async () => {
    const { calls, family } = pod({ text: " n \n---\n 1\n(1 row)\n\n", exitCode: 0 });
    const sql = "SELECT 1 AS n WHERE 'a' <> '; rm -rf /'";
    expect(await family.text("postgres.query", { sql, through, database: "podcast_analytics" })).toBe(
      " n \n---\n 1\n(1 row)",
    );
    expect(calls[0]?.pod).toBe("production/postgres-0");
    expect(calls[0]?.command[0]).toBe("psql");
    expect(calls[0]?.command).toContain(`--command=${sql}`);
    expect(calls[0]?.command.find((word) => word.startsWith("--dbname="))).toContain(
      "default_transaction_read_only=on",
    );
  });

  test("gets a database's name that cannot become another setting", async () => {
    const { calls, family } = pod({ text: "", exitCode: 0 });
    await family.text("postgres.query", {
      sql: "SELECT 1",
      through,
      database: "x' options='-c default_transaction_read_only=off",
    });
    const words = calls[0]?.command.find((word) => word.startsWith("--dbname=")) ?? "";
    expect(words).toContain(
      "dbname='x\\' options=\\'-c default_transaction_read_only=off' options='-c default_transaction_read_only=on",
    );
  });

  test("gets psql's own commands by their letter", async () => {
    const { calls, family } = pod({ text: "", exitCode: 0 });
    await family.text("postgres.describe", { what: "tables", pattern: "camp*", verbose: true, through });
    expect(calls[0]?.command).toContain("--command=\\dt+ camp*");
  });

  test("that fails says so in words", async () => {
    const { family } = pod({ text: 'ERROR:  relation "x" does not exist\n', exitCode: 3 });
    await expect(family.text("postgres.query", { sql: "SELECT 1", through })).rejects.toThrow(
      'psql in postgres-0 ended with 3: ERROR:  relation "x" does not exist',
    );
  });

  test("is refused where nothing runs programs in pods", async () => {
    const family = atDatabase(() => "", { database: "podcast_analytics" });
    expect(await family.read("postgres.query", { sql: "SELECT 1", through })).toMatchObject({ kind: "refused" });
  });
});
