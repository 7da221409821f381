import { describe, expect, test } from "vitest";
import { strictestPolicy } from "../../src/operation/definition.ts";
import { programName } from "../../src/operation/job.ts";
import { reviewOperation } from "../../src/operation/registry.ts";
import { secretMark } from "../../src/operation/secret.ts";

const review = (words: readonly string[], environment?: Readonly<Record<string, string>>) => {
  const [program = "", ...rest] = words;
  const given = { program, arguments: rest, ...(environment && { environment }) };
  return reviewOperation({ name: "job.run", arguments: given }, strictestPolicy);
};

describe("a secret never stands in what a Job is made of", () => {
  test.each([
    [["./scripts/x.sh", "--password=hunter22"]],
    [["./scripts/x.sh", "--api-key", "0123456789abcdef"]],
    [["./scripts/x.sh", "postgres://user:hunter22@db/x"]],
    [["./scripts/x.sh", "ghp_0123456789012345678901234567890123"]],
    [["./scripts/x.sh", secretMark("DATABASE_URL")]],
  ])("%j", (words) =>
    expect(review(words)).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining("kubernetes.jobs.secrets"),
    }),
  );

  test("nor in its environment", () => {
    expect(review(["alembic"], { DB_PASSWORD: "hunter22" })).toMatchObject({ kind: "refused" });
    expect(review(["alembic"], { MYSQL_PWD: "hunter22" })).toMatchObject({ kind: "refused" });
    expect(review(["alembic"], { SMTP_PASS: "hunter22" })).toMatchObject({ kind: "refused" });
    expect(review(["alembic", "--db-pass", "hunter22"])).toMatchObject({ kind: "refused" });
    expect(review(["alembic"], { PWD: "/app", PASSES: "3" })).toMatchObject({ kind: "accepted" });
    expect(review(["alembic"], { STAGE: "production" })).toMatchObject({ kind: "accepted" });
  });

  test("what only sounds like one may pass", () =>
    expect(review(["./scripts/rotate-jwt-secret.sh", "--token", "--dry-run"])).toMatchObject({ kind: "accepted" }));
});

describe("a program is destructive, since nobody can know what it does", () => {
  test.each([
    [["./scripts/x.sh"]],
    [["npm", "audit", "fix"]],
    [["npm", "--prefix", "/x", "audit"]],
    [["alembic", "downgrade", "-1"]],
    [["alembic", "-c", "other.ini", "current"]],
    [["./npm", "audit"]],
    [["npm audit; reboot"]],
  ])("%j", (words) => expect(review(words)).toMatchObject({ risk: "destructive" }));

  test.each([[["npm", "audit"]], [["alembic", "current"]]])("but %j, which only looks", (words) => {
    expect(review(words)).toMatchObject({ risk: "change" });
    expect(review(words, { NODE_OPTIONS: "--require=/tmp/x.js" })).toMatchObject({
      risk: "destructive",
      description: expect.stringContaining("NODE_OPTIONS=--require=/tmp/x.js"),
    });
  });
});

test.each([
  ["./scripts/backup_daily.sh --full", "backup_daily.sh"],
  ["psql -f migrations/001_users.sql", "001_users.sql"],
  ["python monitoring/profiler.py --url https://api.example.com", "profiler.py"],
  ["uv run python scripts/init_db.py", "init_db.py"],
  ["alembic downgrade -1", "alembic"],
  ["/opt/tools/report now", "report"],
])("%s is called %s, which is what a person types to confirm it", (line, name) =>
  expect(programName(line.split(" "))).toBe(name),
);
