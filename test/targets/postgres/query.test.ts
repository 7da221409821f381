import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Fault } from "../../../src/clients/fault.ts";
import { withDatabase } from "../../database.ts";
import { atDatabase } from "./postgres-family.ts";

const database = withDatabase();
const postgres = atDatabase(() => database.url);
const query = (sql: string, more: object = {}) => postgres.text("postgres.query", { sql, ...more });
const addressed = (url: string) => atDatabase(() => url, { database: "podcast_analytics" });
const faultOf = (asked: Promise<unknown>): Promise<Fault> =>
  asked.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: unknown) => (error instanceof Fault ? error : Promise.reject(error)),
  );

afterAll(() => postgres.close());

beforeAll(async () => {
  await database.pool.query(`
    create table episodes (id serial primary key, title text, plays int);
    insert into episodes (title, plays) select 'Episode ' || n, n * 10 from generate_series(1, 12) n;
    create function count(text) returns int language sql as $$ delete from episodes returning 1 $$;`);
});

describe("rows are printed as psql prints them", () => {
  test("aligned, numbers to the right, NULL empty, with the number of rows", async () => {
    expect(
      await query("SELECT 1 AS n, 'Intro' AS title, NULL AS host UNION ALL SELECT 120, 'Outro', 'Ana' ORDER BY n"),
    ).toBe(
      ["  n  | title | host ", "-----+-------+------", "   1 | Intro | ", " 120 | Outro | Ana", "(2 rows)"].join("\n"),
    );
  });

  test("one value a line when expanded", async () => {
    expect(await query("SELECT 1 AS n, 'Intro' AS title", { expanded: true })).toBe(
      "-[ RECORD 1 ]\nn     | 1\ntitle | Intro",
    );
  });

  test("a value of several lines goes on below itself", async () => {
    expect(await query("SELECT E'a\\nb' AS text, 7 AS n")).toBe(
      [" text | n ", "------+---", " a   +| 7", " b    | ", "(1 row)"].join("\n"),
    );
  });

  test("what would move a terminal's cursor is written out", async () => {
    expect(await query("SELECT E'\\x1b[31mred\\r' AS text")).toContain("\\x1B[31mred\\r");
  });

  test("no row is said, a setting and a plan are tables too", async () => {
    expect(await query("SELECT 1 AS n WHERE false")).toBe(" n \n---\n(0 rows)");
    expect(await query("SHOW max_connections")).toContain("(1 row)");
    expect(await query("EXPLAIN SELECT 1")).toContain("QUERY PLAN");
  });
});

describe("a read stays a read", () => {
  test("a function that writes is stopped by the READ ONLY transaction", async () => {
    // By its name it only counts.
    const fault = await faultOf(query("SELECT count('x'::text)"));
    expect(fault).toMatchObject({ code: "25006", retry: { kind: "never" }, outcome: "not-done" });
    expect(fault.message).toBe("Postgres answered: cannot execute DELETE in a read-only transaction (25006)");
    expect(await query("SELECT count(*) FROM episodes")).toContain("12");
  });

  test("two statements are no statement", async () => {
    await expect(query("SELECT 1; DELETE FROM episodes")).rejects.toThrow("not one statement");
    await expect(query("DELETE FROM episodes")).rejects.toThrow("not one statement");
  });

  test("a table's name with quotes is only a name", async () => {
    const fault = await faultOf(query('SELECT count(*) FROM "episodes""; drop table episodes; --"'));
    expect(fault.code).toBe("42P01");
    expect(fault.advice).toMatch(/Check the name/);
    expect(await query("SELECT count(*) FROM episodes")).toContain("12");
  });
});

describe("what is too much is left out and said", () => {
  test("rows beyond the limit stay at the server", async () => {
    const output = await postgres.read("postgres.query", { sql: "SELECT generate_series(1, 1000000) AS n" });
    expect(output).toMatchObject({ cut: "the first 10000 rows" });
  });

  test("a row of 10 MB is shortened, and does not widen the others", async () => {
    const sql = "SELECT repeat('x', 10000000) AS text UNION ALL SELECT 'short'";
    const output = await postgres.read("postgres.query", { sql });
    expect(output).toMatchObject({ cut: "the first 100000 characters of a value" });
    expect("text" in output ? output.text.length : 0).toBeLessThan(1_000_000);
    expect(output).toMatchObject({ text: expect.stringContaining("… (10000000 characters)") });
  });

  test("bytes that are no text are shown as Postgres writes them", async () => {
    expect(await query("SELECT '\\xff00fe'::bytea AS raw")).toContain("\\xff00fe");
  });
});

describe("a statement that never ends", () => {
  const busy = async (mark: string): Promise<number> => {
    const { rows } = await database.pool.query<{ busy: number }>(
      "select count(*)::int as busy from pg_stat_activity where state = 'active' and query like $1 and pid <> pg_backend_pid()",
      [`%${mark}%`],
    );
    return rows[0]!.busy;
  };
  const endless = (mark: string) =>
    `SELECT count(*) AS ${mark} FROM generate_series(1, 1000000000) a, generate_series(1, 1000) b`;

  test("ends at the server when it is cancelled, and the next one runs", async () => {
    const cancel = new AbortController();
    const running = postgres.read("postgres.query", { sql: endless("cancelled") }, cancel.signal);
    const ended = expect(running).rejects.toThrow("pressed Cancel");
    await expect.poll(() => busy("cancelled"), { timeout: 10_000 }).toBe(1);
    cancel.abort(new Error("pressed Cancel"));
    await ended;
    await expect.poll(() => busy("cancelled"), { timeout: 10_000 }).toBe(0);
    expect(await query("SELECT 1 AS n")).toContain("(1 row)");
  });

  test("waiting for one of the two connections ends with the signal too", async () => {
    const cancel = new AbortController();
    const running = [1, 2, 3].map(() => postgres.read("postgres.query", { sql: endless("waiting") }, cancel.signal));
    const ended = Promise.all(running.map((one) => expect(one).rejects.toThrow("pressed Cancel")));
    await expect.poll(() => busy("waiting"), { timeout: 10_000 }).toBe(2);
    cancel.abort(new Error("pressed Cancel"));
    await ended;
  });

  test("what was cancelled before is not begun", async () => {
    await expect(
      postgres.read("postgres.query", { sql: "SELECT 1" }, AbortSignal.abort(new Error("gone"))),
    ).rejects.toThrow("gone");
  });
});

describe("where the catalog does not lead", () => {
  test("a site without Postgres and another database are refused", async () => {
    expect(await postgres.read("postgres.query", { sql: "SELECT 1", database: "postgres" })).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining("postgres is not incident_test_"),
    });
  });

  test("a variable that is not set is named, one that is no address is not shown", async () => {
    expect(await faultOf(addressed("").read("postgres.query", { sql: "SELECT 1" }))).toMatchObject({
      message: "the address of podcast_analytics is not set",
      advice: "Set PODCAST_DATABASE_URL.",
    });
    const odd = await faultOf(addressed("mysql://root:hunter2@db/x").read("postgres.query", { sql: "SELECT 1" }));
    expect(odd.message).toBe("PODCAST_DATABASE_URL is not an address of Postgres");
  });

  test("an address that names another database than the catalog is not used", async () => {
    const fault = await faultOf(
      addressed("postgres://bot@127.0.0.1:1/other").read("postgres.query", { sql: "SELECT 1" }),
    );
    expect(fault.message).toBe("PODCAST_DATABASE_URL names another database than podcast_analytics");
  });

  test("a server that is away is said without its address", async () => {
    const away = addressed("postgres://bot:hunter2@127.0.0.1:1/podcast_analytics");
    const fault = await faultOf(away.read("postgres.query", { sql: "SELECT 1" }));
    expect(fault).toMatchObject({
      message: "Postgres did not answer: nothing listens there",
      retry: { kind: "backoff" },
    });
    expect(`${fault.message} ${fault.advice}`).not.toMatch(/hunter2|127\.0\.0\.1/);
  });

  test("a right that is missing is named, with what to do", async () => {
    await database.pool.query("create role reader_without_rights login password 'hunter2'");
    const url = new URL(database.url);
    url.username = "reader_without_rights";
    url.password = "hunter2";
    const poor = atDatabase(() => url.href);
    const fault = await faultOf(poor.read("postgres.query", { sql: "SELECT title FROM episodes" }));
    expect(fault.message).toBe("Postgres answered: permission denied for table episodes (42501)");
    expect(fault.advice).toMatch(/Grant the right/);
    await poor.close();
    await database.pool.query("drop role reader_without_rights");
  });
});
