import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/types.ts";
import { readFiles } from "../../src/read-files.ts";
import type { CheckReport } from "../../src/runbook/check-report.ts";
import { checkRunbooks } from "../../src/runbook/check-runbooks.ts";
import { rankRunbooks } from "../../src/runbook/rank-runbooks.ts";
import { type RunbookFile, readRunbook } from "../../src/runbook/read-runbook.ts";
import { shippedCatalog } from "./shipped-catalog.ts";

const folder = join(import.meta.dirname, "../../runbooks");

let files: readonly RunbookFile[];
let catalog: Catalog;
let report: CheckReport;

beforeAll(async () => {
  files = (await readFiles(folder, [".md"])).map(({ path, text }) => ({ path: `runbooks/${path}`, text }));
  catalog = await shippedCatalog();
  report = checkRunbooks(files, { catalog, today: "2026-11-21" });
});

describe("the shipped runbooks", () => {
  test("have nothing to mend", () => expect(report.problems).toEqual([]));

  test("are operations but for what only a person or a job can do", () => {
    expect(report.totals.commands).toBeGreaterThan(500);
    expect(report.totals.operation / report.totals.commands).toBeGreaterThan(0.85);
  });

  test("no command that changes anything is a read", () => {
    const verbs =
      /\b(rollout (undo|restart)|scale|delete|patch|set (image|env|resources)|drain|update-service|modify-|reboot|terminate_backend|FLUSH|CONFIG SET|VACUUM|UPDATE \w+ SET|DELETE FROM|DROP|-X (POST|PUT|DELETE))\b/;
    const misread = report.files.flatMap((file) =>
      file.commands.filter((command) => command.risk === "read" && verbs.test(command.text)),
    );
    expect(misread.map(({ text }) => text)).toEqual([]);
  });

  test("what is left to people is what no operation could do: files and services of one machine", () => {
    const programs = manual().map(({ text }) =>
      text
        .split(" ")
        .slice(0, text.startsWith("aws") ? 3 : 1)
        .join(" "),
    );
    const known = ["pg_dump", "pg_restore", "gunzip", "psql", "aws s3 cp", "df", "du", "logrotate"];
    expect([...new Set(programs)].filter((program) => !known.includes(program))).toEqual([]);
    const sessions = manual().filter(({ text }) => text.startsWith("psql") && !text.includes("< "));
    expect(sessions.map(({ text }) => text)).toEqual([]);
  });

  test("every reason why not says what a person can do instead", () => {
    expect(manual().length).toBeGreaterThan(0);
    const reasons = manual().map(({ reason }) => reason ?? "");
    expect(reasons.filter((reason) => !/; (run|write|do|leave|let|a person)/.test(reason))).toEqual([]);
  });
});

const manual = () => report.files.flatMap(({ commands }) => commands.filter(({ kind }) => kind === "manual"));

describe("the right runbook is found", () => {
  test.each([
    ["podcast-analytics", "too many connections, API timeouts", "connection-pool-exhausted"],
    ["podcast-analytics", "error rate at 37 % after the deploy", "high-error-rate"],
    ["web-analytics", "ingestion job stuck in processing", "ingestion-job-stuck"],
    ["web-analytics", "users cannot log in, 401 errors", "authentication-failures"],
    ["social-analytics", "Redis connection failures", "redis-connection-failures"],
    ["social-analytics", "rate limits exceeded on Twitch", "platform-rate-limits"],
    ["architect-dashboard", "pods in CrashLoopBackOff", "pods-not-starting"],
    ["architect-dashboard", "DDoS attack, traffic spike", "ddos-attack"],
    ["blog-engine", "OOMKilled, pods restarting", "high-memory-usage"],
  ])("%s: %s", (service, text, name) => {
    const runbooks = files.map((file) => readRunbook(file).runbook);
    const best = rankRunbooks(runbooks, { service, severity: "P1", alerts: [], text }).slice(0, 2);
    expect(best.map(({ runbook }) => runbook.path)).toContain(`runbooks/${service}/${name}.md`);
    expect(best[0]?.reasons.length).toBeGreaterThan(0);
  });
});
