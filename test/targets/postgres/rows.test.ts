import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { withDatabase } from "../../database.ts";
import { atDatabase } from "./postgres-family.ts";

const database = withDatabase();
const postgres = atDatabase(() => database.url);
const count = async (where = "true"): Promise<number> =>
  Number((await database.pool.query<{ n: string }>(`select count(*) as n from jobs where ${where}`)).rows[0]?.n);

beforeEach(async () => {
  await database.pool.query(`
    drop table if exists job_logs, jobs;
    create table jobs (id int primary key, status text, note text);
    create table job_logs (job_id int references jobs on delete cascade);
    insert into jobs select n, case when n <= 30 then 'failed' else 'queued' end from generate_series(1, 100) n;`);
});
afterAll(() => postgres.close());

const remove = { sql: "DELETE FROM jobs WHERE status = 'failed' -- WHERE it is over\n RETURNING id" };
const change = {
  sql: "UPDATE public.jobs AS j SET status = 'queued', note = 'WHERE x' WHERE j.status IN (SELECT 'failed')",
};

describe("a DELETE", () => {
  test("is previewed by the count of its rows, the plan, and what hangs on them", async () => {
    const preview = await postgres.previewed("postgres.delete", remove);
    expect(preview.objects[0]).toEqual({
      name: 'rows of "jobs"',
      changes: [
        { what: "matching rows", before: "30", after: "0" },
        { what: "touched at most", before: "", after: "40; more are rolled back" },
      ],
    });
    expect(preview.objects[1]?.changes[0]?.after).toContain("Delete on jobs");
    expect(preview.warnings).toEqual(["Rows of job_logs that refer to it are deleted or changed too."]);
    expect(preview.notPreviewed).toEqual([]);
    expect(await count()).toBe(100);
  });

  test("deletes what was previewed, once; the second time it is told that nothing is left", async () => {
    const { pinned } = await postgres.previewed("postgres.delete", remove);
    expect(await postgres.inspect("postgres.delete", remove, pinned)).toMatchObject({ kind: "not-done" });
    expect(await postgres.run("postgres.delete", remove, pinned)).toMatchObject({
      text: expect.stringMatching(/^DELETE 30\n/),
    });
    expect(await count()).toBe(70);
    expect(await postgres.verify("postgres.delete", remove, pinned)).toMatchObject({ kind: "verified" });
    expect(await postgres.inspect("postgres.delete", remove, pinned)).toMatchObject({ kind: "done" });
    expect(await postgres.run("postgres.delete", remove, pinned)).toMatchObject({
      kind: "done",
      text: expect.stringMatching(/^DELETE 0/),
    });
    expect(await postgres.preview("postgres.delete", remove)).toMatchObject({
      reason: expect.stringContaining("no row matches"),
    });
  });

  test("that would touch more than was agreed to is rolled back", async () => {
    const { pinned, fingerprint } = await postgres.previewed("postgres.delete", remove);
    await database.pool.query("update jobs set status = 'failed' where id <= 41");
    expect((await postgres.previewed("postgres.delete", remove)).fingerprint).toEqual(fingerprint);
    expect(await postgres.run("postgres.delete", remove, pinned)).toEqual({
      kind: "refused",
      reason: "it would touch 41 rows; 30 were previewed and at most 40 agreed to. It was rolled back",
    });
    expect(await count()).toBe(100);
  });

  test("a few rows more are within the tolerance", async () => {
    const { pinned } = await postgres.previewed("postgres.delete", remove);
    await database.pool.query("update jobs set status = 'failed' where id <= 40");
    expect(await postgres.run("postgres.delete", remove, pinned)).toMatchObject({ kind: "done" });
    expect(await count()).toBe(60);
  });

  test("without a WHERE is warned of", async () => {
    const preview = await postgres.previewed("postgres.delete", { sql: "DELETE FROM jobs" });
    expect(preview.warnings[0]).toBe('It has no WHERE: it touches every row of "jobs".');
  });

  test("that joins is said to be not previewed, and nothing bounds it", async () => {
    const preview = await postgres.previewed("postgres.delete", {
      sql: "DELETE FROM jobs USING job_logs WHERE job_logs.job_id = jobs.id",
    });
    expect(preview.notPreviewed[0]).toContain("it joins other tables");
    expect(preview.pinned).toEqual({ rows: null, atMost: null });
  });

  test("of a table that is not there is refused", async () => {
    expect(await postgres.preview("postgres.delete", { sql: 'DELETE FROM "jo""bs" WHERE true' })).toEqual({
      kind: "refused",
      reason: 'there is no table "jo""bs"',
    });
  });

  test("of a row that somebody holds gives up after its lock timeout and deletes nothing", async () => {
    const { pinned } = await postgres.previewed("postgres.delete", remove);
    const holder = await database.pool.connect();
    try {
      await holder.query("begin; select * from jobs where id = 1 for update");
      await expect(postgres.run("postgres.delete", remove, pinned)).rejects.toMatchObject({
        code: "55P03",
        outcome: "not-done",
      });
    } finally {
      await holder.query("rollback");
      holder.release();
    }
    expect(await count()).toBe(100);
  });

  test("that is cancelled while it waits is undone", async () => {
    const { pinned } = await postgres.previewed("postgres.delete", remove);
    const holder = await database.pool.connect();
    const cancel = new AbortController();
    try {
      await holder.query("begin; select * from jobs where id = 1 for update");
      const ended = expect(postgres.run("postgres.delete", remove, pinned, { signal: cancel.signal })).rejects.toThrow(
        "pressed Cancel",
      );
      await expect
        .poll(async () => (await database.pool.query("select 1 from pg_locks where not granted")).rowCount)
        .toBeGreaterThan(0);
      cancel.abort(new Error("pressed Cancel"));
      await ended;
    } finally {
      await holder.query("rollback");
      holder.release();
    }
    expect(await count()).toBe(100);
  });
});

describe("an UPDATE", () => {
  test("is counted by its own condition, changes those rows, and is unclear after a crash", async () => {
    const { pinned, objects } = await postgres.previewed("postgres.update", change);
    expect(objects[0]?.changes[0]).toEqual({ what: "matching rows", before: "30", after: "changed" });
    expect(await postgres.run("postgres.update", change, pinned)).toMatchObject({ kind: "done", text: "UPDATE 30" });
    expect(await count("note = 'WHERE x'")).toBe(30);
    expect(await postgres.verify("postgres.update", change, pinned)).toMatchObject({ kind: "verified" });
    expect(await postgres.inspect("postgres.update", change, pinned)).toMatchObject({ kind: "unclear" });
    expect(await postgres.run("postgres.update", change, pinned)).toMatchObject({ text: "UPDATE 0" });
  });

  test("in a drill is planned and not run", async () => {
    const { pinned } = await postgres.previewed("postgres.update", change);
    const done = await postgres.run("postgres.update", change, pinned, { dryRun: true });
    expect(done).toMatchObject({ text: expect.stringContaining("Update on jobs") });
    expect(await count("status = 'failed'")).toBe(30);
  });
});

describe("an INSERT and other SQL", () => {
  test("say that they are not previewed, and run once", async () => {
    const given = { sql: "INSERT INTO jobs (id, status) VALUES (1000, 'queued')" };
    const { pinned, notPreviewed } = await postgres.previewed("postgres.insert", given);
    expect(notPreviewed[0]).toContain("which rows it adds");
    expect(await postgres.run("postgres.insert", given, pinned)).toMatchObject({ text: "INSERT 0 1" });
    await expect(postgres.run("postgres.insert", given, pinned)).rejects.toThrow("duplicate key value");
    expect(await postgres.inspect("postgres.insert", given, pinned)).toMatchObject({ kind: "unclear" });
    const drop = { sql: "DROP TABLE job_logs" };
    const plan = await postgres.previewed("postgres.execute", drop);
    expect(plan.notPreviewed).toHaveLength(1);
    expect(await postgres.run("postgres.execute", drop, plan.pinned)).toMatchObject({ text: "DROP TABLE" });
  });

  test("COPY has no file here to speak to", async () => {
    expect(await postgres.preview("postgres.execute", { sql: "COPY jobs FROM STDIN" })).toMatchObject({
      kind: "refused",
    });
  });
});
