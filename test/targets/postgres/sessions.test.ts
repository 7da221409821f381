import pg from "pg";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { withDatabase } from "../../database.ts";
import { atDatabase } from "./postgres-family.ts";

const database = withDatabase();
const postgres = atDatabase(() => database.url);
const terminate = "postgres.terminate-backends";
const opened: pg.Client[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.end().catch(() => {})));
});
afterAll(() => postgres.close());

/** A session of an application that began a transaction and forgot it. */
async function leak(
  application: string,
): Promise<{ readonly client: pg.Client; readonly pid: number; isGone(): boolean }> {
  const client = new pg.Client({ connectionString: database.url, application_name: application });
  let isGone = false;
  client.on("error", () => {});
  client.on("end", () => {
    isGone = true;
  });
  opened.push(client);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  await client.query("begin");
  await client.query("select 'forgotten'");
  return { client, pid: rows[0]!.pid, isGone: () => isGone };
}

const leaksOf = (application: string) =>
  `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${application}' AND state = 'idle in transaction'`;

describe("sessions are ended as they were previewed", () => {
  test("each is listed with who, from where, what and for how long", async () => {
    const { pid } = await leak("shown");
    const preview = await postgres.previewed(terminate, { sql: leaksOf("shown") });
    expect(preview.objects).toMatchObject([
      {
        name: expect.stringContaining(`session ${pid} of `),
        changes: [
          { what: "session", before: expect.stringMatching(/^idle in transaction for \d\d:/), after: "" },
          { what: "application", before: "shown" },
          { what: "client", before: "127.0.0.1" },
          { what: "query", before: "select 'forgotten'" },
        ],
      },
    ]);
    expect(preview.notPreviewed).toEqual([]);
  });

  test("those are ended, and asking again finds none", async () => {
    const leaks = [await leak("ended"), await leak("ended")];
    const given = { sql: leaksOf("ended") };
    const { pinned } = await postgres.previewed(terminate, given);
    expect(await postgres.inspect(terminate, given, pinned)).toMatchObject({ kind: "not-done" });
    expect(await postgres.run(terminate, given, pinned)).toMatchObject({ text: "Ended 2 of 2 sessions." });
    await expect.poll(() => leaks.every(({ isGone }) => isGone())).toBe(true);
    expect(await postgres.verify(terminate, given, pinned)).toMatchObject({ kind: "verified" });
    expect(await postgres.inspect(terminate, given, pinned)).toMatchObject({ kind: "done" });
    expect(await postgres.run(terminate, given, pinned)).toMatchObject({
      text: expect.stringContaining("Ended 0 of 2"),
    });
    expect(await postgres.preview(terminate, given)).toEqual({ kind: "refused", reason: "no session matches now" });
  });

  test("a session that came after the preview stays, though it matches", async () => {
    const early = await leak("late");
    const given = { sql: leaksOf("late") };
    const { pinned } = await postgres.previewed(terminate, given);
    const late = await leak("late");
    await postgres.run(terminate, given, pinned);
    await expect.poll(() => early.isGone()).toBe(true);
    expect((await late.client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  test("a previewed session that went back to work stays", async () => {
    const busy = await leak("busy");
    const given = { sql: leaksOf("busy") };
    const { pinned } = await postgres.previewed(terminate, given);
    await busy.client.query("commit");
    expect(await postgres.run(terminate, given, pinned)).toMatchObject({
      text: `Ended 0 of 1 sessions.\n${busy.pid}: gone, or no longer as it was previewed`,
    });
    expect(await postgres.verify(terminate, given, pinned)).toMatchObject({ kind: "verified" });
    expect(busy.isGone()).toBe(false);
  });

  test("another session under the same number stays", async () => {
    const other = await leak("reused");
    const pinned = { sessions: [{ pid: other.pid, start: "1", queryStart: null }] };
    expect(await postgres.run(terminate, { sql: leaksOf("reused") }, pinned)).toMatchObject({
      text: expect.stringContaining("Ended 0"),
    });
    expect(other.isGone()).toBe(false);
  });

  test("the bot's own sessions are never among them", async () => {
    const { pid } = await leak("incident-commander");
    const given = { sql: `SELECT pg_terminate_backend(${pid})` };
    expect(await postgres.preview(terminate, given)).toMatchObject({
      reason: expect.stringContaining("only sessions of this bot"),
    });
    const everybody = { sql: "SELECT pg_terminate_backend(pid) FROM pg_stat_activity" };
    const preview = await postgres.previewed(terminate, everybody);
    expect(preview.warnings.join(" ")).toContain("own sessions match too");
    expect(JSON.stringify(preview.pinned)).not.toContain(`"pid":${pid},`);
  });

  test("the fingerprint is what was asked, not who happens to be there", async () => {
    await leak("printed");
    const given = { sql: leaksOf("printed") };
    const before = await postgres.previewed(terminate, given);
    await leak("printed");
    expect((await postgres.previewed(terminate, given)).fingerprint).toEqual(before.fingerprint);
  });

  test("a drill ends nobody and says so", async () => {
    const { isGone } = await leak("drilled");
    const given = { sql: leaksOf("drilled") };
    const { pinned } = await postgres.previewed(terminate, given);
    expect(await postgres.run(terminate, given, pinned, { dryRun: true })).toMatchObject({
      text: expect.stringContaining("nothing was sent"),
    });
    expect(isGone()).toBe(false);
  });
});

describe("queries are cancelled as they were previewed", () => {
  const cancel = "postgres.cancel-backends";
  const given = {
    sql: "SELECT a.pid, pg_catalog.pg_cancel_backend(a.pid) AS told FROM pg_stat_activity a WHERE a.application_name = 'slow' AND a.state = 'active'",
  };

  test("the query ends, the session stays; the next query of that session is another one", async () => {
    const { client } = await leak("slow");
    const asked = client.query("select pg_sleep(600)").catch((error: Error) => error.message);
    await expect.poll(async () => (await postgres.preview(cancel, given)).kind).toBe("preview");
    const { pinned } = await postgres.previewed(cancel, given);
    expect(await postgres.run(cancel, given, pinned)).toMatchObject({ text: "Cancelled 1 of 1 sessions." });
    expect(await asked).toContain("canceling statement due to user request");
    await client.query("rollback");
    const next = client.query("select pg_sleep(600)").catch(() => "cancelled");
    await expect.poll(async () => (await postgres.preview(cancel, given)).kind).toBe("preview");
    expect(await postgres.run(cancel, given, pinned)).toMatchObject({
      text: expect.stringContaining("Cancelled 0 of 1"),
    });
    await postgres.run(cancel, given, (await postgres.previewed(cancel, given)).pinned);
    expect(await next).toBe("cancelled");
  });
});

test.each([
  "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity",
  "SELECT 1 FROM pg_stat_activity WHERE pg_terminate_backend(pid)",
  "SELECT *, pg_terminate_backend(pid) FROM pg_stat_activity",
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity UNION SELECT pg_terminate_backend(1)",
])("what cannot be listed beforehand is refused: %s", async (sql) => {
  expect(await postgres.preview(terminate, { sql })).toMatchObject({
    reason: expect.stringContaining("cannot be told beforehand"),
  });
});

test("a waiting time beside the pid changes nothing of who is meant", async () => {
  const { pid } = await leak("timeout");
  const sql = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'timeout'";
  expect((await postgres.previewed(terminate, { sql })).pinned).toMatchObject({ sessions: [{ pid }] });
});
