import { describe, expect, test } from "vitest";
import { shippedSite } from "../../shipped-site.ts";
import { type Act, botRoles, changes, needsOf, reads, rolesFile, sessions, withRoles } from "./roles.ts";

const database = withRoles();
const changer = database.as("incident_changer");
const reader = database.as("incident_reader");
const named = (acts: readonly Act[]) => acts.map(({ operation, sql }) => [operation, sql] as const);
const given = async (role: string) =>
  (await database.given(role)).map((what) => what.replace(/ ON DATABASE .*/, "")).sort();

test("the reader has what the reads need, and nothing else", async () => {
  expect(await given("incident_reader")).toEqual(needsOf(reads));
});

test("the changer has what reads and changes need, and nothing else", async () => {
  expect(await given("incident_changer")).toEqual(needsOf([...reads, ...changes]));
});

test("the tables whose rows it may read are those that a shipped catalog lists", async () => {
  const { environment } = await shippedSite("web-analytics");
  const listed = /readable text\[\] := ARRAY\[(.*)\]/.exec(rolesFile)?.[1]?.replace(/[' ]/g, "").split(",");
  expect(listed).toEqual(environment.postgres?.readableTables);
});

describe.each(botRoles)("%s", (role) => {
  const postgres = database.as(role);

  test.each(named(reads))("%s: %s", async (operation, sql) => {
    expect(await postgres.text(operation, { sql })).toMatch(/\(\d+ rows?\)$/);
  });

  test("sees what others do, and describes what is there", async () => {
    await database.busy();
    const sql = "SELECT query FROM pg_stat_activity WHERE application_name = 'leaking'";
    await expect.poll(() => postgres.text("postgres.query", { sql })).toContain("pg_sleep");
    expect(await postgres.text("postgres.describe", { what: "tables" })).toContain("processing_jobs");
  });

  test.each([
    ["postgres.query", "SELECT amount FROM salaries", "permission denied for table salaries"],
    ["postgres.query", "SELECT rolpassword FROM pg_authid", "permission denied for table pg_authid"],
  ])("%s: %s is refused in words", async (operation, sql, said) => {
    await expect(postgres.text(operation, { sql })).rejects.toThrow(said);
  });
});

describe("incident_changer", () => {
  test.each(named(changes))("%s: %s, from preview to undo", async (operation, sql) => {
    if (operation.endsWith("backends")) {
      await database.busy();
      await expect.poll(async () => (await changer.preview(operation, { sql })).kind).toBe("preview");
    }
    const { pinned, warnings } = await changer.previewed(operation, { sql });
    expect(warnings.join(" ")).not.toContain("may not see");
    const done = await changer.run(operation, { sql }, pinned);
    expect(done).toMatchObject({ kind: "done", text: expect.not.stringMatching(/denied|may not/) });
    expect(await changer.verify(operation, { sql }, pinned)).toMatchObject({ kind: "verified" });
    const undo = done.kind === "done" ? done.undo : undefined;
    if (!undo) return;
    const back = await changer.previewed(undo.name, undo.arguments);
    expect(await changer.run(undo.name, undo.arguments, back.pinned)).toMatchObject({ kind: "done" });
    expect(await changer.inspect(operation, { sql }, pinned)).toMatchObject({ kind: "not-done" });
  });

  test("drops the invalid index that a failed build left, as the owner it belongs to", async () => {
    const unique = { sql: "CREATE UNIQUE INDEX CONCURRENTLY idx_one ON processing_jobs(status)" };
    const { pinned } = await changer.previewed("postgres.create-index", unique);
    await expect(changer.run("postgres.create-index", unique, pinned)).rejects.toThrow(
      /The invalid idx_one that was left was dropped again/,
    );
    expect(await database.ask("select to_regclass('idx_one')::text as what")).toEqual([null]);
  });

  test.each([
    ["DROP TABLE processing_jobs", "must be owner of table processing_jobs"],
    ["CREATE TABLE mine (id int)", "permission denied for schema public"],
    ["ALTER SYSTEM SET work_mem = '1GB'", "permission denied to set parameter"],
    ["DROP ROLE incident_reader", "permission denied to drop role"],
    ["COPY processing_jobs TO '/tmp/rows'", "permission denied to COPY to a file"],
  ])("%s is refused in words", async (sql, said) => {
    const { pinned } = await changer.previewed("postgres.execute", { sql });
    await expect(changer.run("postgres.execute", { sql }, pinned)).rejects.toThrow(said);
  });
});

test("a catalog that names both reads as the one and changes as the other", async () => {
  const both = database.as("incident_reader", "incident_changer");
  expect(await both.text("postgres.query", { sql: "SELECT current_user" })).toContain("incident_reader");
  const given = { sql: "UPDATE processing_jobs SET status = 'queued' WHERE id = 1" };
  const { pinned } = await both.previewed("postgres.update", given);
  expect(await both.run("postgres.update", given, pinned)).toMatchObject({ kind: "done" });
});

describe("incident_reader", () => {
  test.each(named(changes).filter(([operation]) => /update|delete|insert/.test(operation)))(
    "%s: %s is refused before anybody is asked",
    async (operation, sql) => {
      await expect(reader.preview(operation, { sql })).rejects.toThrow(/permission denied for table/);
    },
  );

  test("changes nothing, whatever the database lets everybody do", async () => {
    expect(await reader.text("postgres.query", { sql: "SHOW default_transaction_read_only" })).toContain("on");
  });

  test("makes no index, and ends nobody's session", async () => {
    const index = { sql: "CREATE INDEX idx_mine ON processing_jobs(status)" };
    const { pinned } = await reader.previewed("postgres.create-index", index);
    await expect(reader.run("postgres.create-index", index, pinned)).rejects.toThrow("in a read-only transaction");
    await database.busy();
    const ending = { sql: sessions("pg_terminate_backend") };
    await expect.poll(async () => (await reader.preview("postgres.terminate-backends", ending)).kind).toBe("preview");
    const plan = await reader.previewed("postgres.terminate-backends", ending);
    expect(await reader.run("postgres.terminate-backends", ending, plan.pinned)).toMatchObject({
      text: expect.stringContaining("the bot may not end this session"),
    });
  });
});
