import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { withDatabase } from "../../database.ts";
import { atDatabase } from "./postgres-family.ts";

const database = withDatabase();
const postgres = atDatabase(() => database.url);

beforeEach(async () => {
  await database.pool.query(`
    drop table if exists campaigns;
    create table campaigns (id int primary key, tenant_id text) with (autovacuum_enabled = false);
    insert into campaigns select n, 'tenant-' || n % 20 from generate_series(1, 2000) n;
    delete from campaigns where id % 2 = 0;`);
});
afterAll(() => postgres.close());

const building = async (): Promise<number | null> =>
  (await database.pool.query("select 1 from pg_stat_activity where query like 'CREATE INDEX%' and state = 'active'"))
    .rowCount;

const indexes = async (): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ name: string }>(
    "select indexrelid::regclass::text as name from pg_index where indrelid = 'campaigns'::regclass order by 1",
  );
  return rows.map(({ name }) => name);
};

describe("VACUUM and ANALYZE", () => {
  test.each([
    ["postgres.vacuum", "VACUUM ANALYZE campaigns"],
    ["postgres.vacuum", "VACUUM (FULL) campaigns"],
    ["postgres.vacuum", "VACUUM"],
    ["postgres.analyze", "ANALYZE campaigns"],
  ])("%s: %s is previewed, run, and known to have run by Postgres's own count", async (operation, sql) => {
    const preview = await postgres.previewed(operation, { sql });
    expect(preview.objects.map(({ name }) => name).join()).toContain("table campaigns (");
    const { pinned } = preview;
    expect(await postgres.inspect(operation, { sql }, pinned)).toMatchObject({ kind: "not-done" });
    expect(await postgres.run(operation, { sql }, pinned)).toMatchObject({ kind: "done" });
    expect(await postgres.verify(operation, { sql }, pinned)).toMatchObject({ kind: "verified" });
    expect(await postgres.inspect(operation, { sql }, pinned)).toMatchObject({ kind: "done" });
    expect((await postgres.run(operation, { sql }, pinned)).kind).toBe("done");
    expect((await postgres.previewed(operation, { sql })).fingerprint).toEqual(preview.fingerprint);
  });

  test("a table that is not there is named; VACUUM FULL is warned of", async () => {
    expect(await postgres.preview("postgres.vacuum", { sql: "VACUUM campaigns, nowhere" })).toEqual({
      kind: "refused",
      reason: 'there is no table "nowhere"',
    });
    const full = await postgres.previewed("postgres.vacuum", { sql: "VACUUM FULL campaigns" });
    expect(full.warnings[0]).toContain("shuts everybody out");
  });
});

describe("CREATE INDEX", () => {
  const given = { sql: "CREATE INDEX CONCURRENTLY idx_tenant ON campaigns(tenant_id)" };
  const create = "postgres.create-index";

  test("is built, verified and undone; asked for again it is refused", async () => {
    const { pinned, warnings } = await postgres.previewed(create, given);
    expect(warnings).toEqual(["Indexes there are already: campaigns_pkey."]);
    expect(await postgres.inspect(create, given, pinned)).toMatchObject({ kind: "not-done" });
    const done = await postgres.run(create, given, pinned);
    expect(await postgres.verify(create, given, pinned)).toMatchObject({ kind: "verified" });
    expect(await postgres.inspect(create, given, pinned)).toMatchObject({ kind: "done" });
    const taken = { kind: "refused", reason: "there is already something named idx_tenant" };
    expect(await postgres.preview(create, given)).toEqual(taken);
    expect(await postgres.run(create, given, pinned)).toEqual(taken);
    const undo = done.kind === "done" ? done.undo : undefined;
    expect(undo).toMatchObject({ name: "postgres.execute" });
    const undoing = undo?.arguments ?? {};
    await postgres.run("postgres.execute", undoing, (await postgres.previewed("postgres.execute", undoing)).pinned);
    expect(await indexes()).toEqual(["campaigns_pkey"]);
  });

  test("that fails drops the invalid index it left, and says so", async () => {
    await database.pool.query("insert into campaigns select id + 10000, tenant_id from campaigns limit 5");
    const unique = { sql: "CREATE UNIQUE INDEX CONCURRENTLY idx_one ON campaigns(tenant_id)" };
    const { pinned } = await postgres.previewed(create, unique);
    await expect(postgres.run(create, unique, pinned)).rejects.toThrow(
      /could not create unique index .*The invalid idx_one that was left was dropped again/,
    );
    expect(await indexes()).toEqual(["campaigns_pkey"]);
  });

  test("that is cancelled while it waits tells its progress and cleans up", async () => {
    const holder = await database.pool.connect();
    const cancel = new AbortController();
    let told = "";
    const emit = (text: string) => {
      told += text;
    };
    await holder.query("begin; update campaigns set tenant_id = 'x' where id = 1");
    const { pinned } = await postgres.previewed(create, given);
    const ended = expect(postgres.run(create, given, pinned, { signal: cancel.signal, emit })).rejects.toThrow(
      "pressed Cancel",
    );
    await expect.poll(() => told, { timeout: 10_000 }).toContain("waiting for writers before build, 1 left");
    cancel.abort(new Error("pressed Cancel"));
    await expect.poll(building).toBe(0);
    await holder.query("rollback");
    holder.release();
    await ended;
    expect(told).toContain("The invalid idx_tenant that was left was dropped again");
    expect(await indexes()).toEqual(["campaigns_pkey"]);
  });

  test("over an invalid one of an earlier attempt is refused with what to do first", async () => {
    await database.pool.query("create index idx_tenant on campaigns(tenant_id)");
    await database.pool.query("update pg_index set indisvalid = false where indexrelid = 'idx_tenant'::regclass");
    expect(await postgres.preview(create, given)).toMatchObject({
      reason: 'an earlier attempt left idx_tenant invalid; first DROP INDEX CONCURRENTLY "public"."idx_tenant"',
    });
  });

  test("that may not be sent any more leaves alone what somebody else left by that name", async () => {
    const { pinned } = await postgres.previewed(create, given);
    await database.pool.query("create index idx_tenant on campaigns(tenant_id)");
    await database.pool.query("update pg_index set indisvalid = false where indexrelid = 'idx_tenant'::regclass");
    const lost = new Error("the lease is over");
    const doing = { signal: AbortSignal.timeout(10_000), emit: () => {}, dryRun: false };
    const beforeSending = () => Promise.reject(lost);
    const ended = postgres.changer(create).run(given, pinned, postgres.site, { ...doing, beforeSending });
    await expect(ended).rejects.toBe(lost);
    expect(await indexes()).toContain("idx_tenant");
  });

  test("without a name, without a table, without CONCURRENTLY", async () => {
    expect(await postgres.preview(create, { sql: "CREATE INDEX ON campaigns(id)" })).toMatchObject({ kind: "refused" });
    expect(await postgres.preview(create, { sql: "CREATE INDEX a ON nowhere(id)" })).toMatchObject({ kind: "refused" });
    const blocking = await postgres.previewed(create, { sql: "CREATE INDEX a ON campaigns(id)" });
    expect(blocking.warnings[0]).toContain("nobody can write");
  });
});

describe("REINDEX", () => {
  test.each([
    "REINDEX TABLE CONCURRENTLY campaigns",
    "REINDEX INDEX public.campaigns_pkey",
    "REINDEX SCHEMA CONCURRENTLY public",
  ])("%s gives every index another file", async (sql) => {
    const { pinned, warnings } = await postgres.previewed("postgres.reindex", { sql });
    expect(warnings).toHaveLength(1);
    expect(await postgres.inspect("postgres.reindex", { sql }, pinned)).toMatchObject({ kind: "not-done" });
    await postgres.run("postgres.reindex", { sql }, pinned);
    expect(await postgres.verify("postgres.reindex", { sql }, pinned)).toMatchObject({ kind: "verified" });
    expect(await postgres.inspect("postgres.reindex", { sql }, pinned)).toMatchObject({ kind: "done" });
    expect((await postgres.run("postgres.reindex", { sql }, pinned)).kind).toBe("done");
  });

  test("of what is not there is refused", async () => {
    expect(await postgres.preview("postgres.reindex", { sql: "REINDEX INDEX nowhere" })).toMatchObject({
      kind: "refused",
    });
  });
});

test("psql in a pod changes what cannot be previewed, and never ends sessions", async () => {
  const words: (readonly string[])[] = [];
  const podly = atDatabase(() => database.url, {
    through: async (_context, _at, command) => {
      words.push(command);
      return { text: "VACUUM\n", cut: false, exitCode: 0 };
    },
  });
  const given = { sql: "VACUUM campaigns", through: { pod: "postgres-0", namespace: "production" } };
  const { pinned, notPreviewed } = await podly.previewed("postgres.vacuum", given);
  expect(notPreviewed).toHaveLength(1);
  expect(await podly.run("postgres.vacuum", given, pinned, { dryRun: true })).toMatchObject({ kind: "done" });
  expect(words).toEqual([]);
  expect(await podly.run("postgres.vacuum", given, pinned)).toEqual({ kind: "done", text: "VACUUM" });
  expect(await podly.inspect("postgres.vacuum", given, pinned)).toMatchObject({ kind: "unclear" });
  const ending = { ...given, sql: "SELECT pg_terminate_backend(pid) FROM pg_stat_activity" };
  expect(await podly.preview("postgres.terminate-backends", ending)).toMatchObject({
    reason: expect.stringContaining("podBindings"),
  });
});
