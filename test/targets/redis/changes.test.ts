import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { atRedis, hasRedis, withRedisServer } from "./redis-server.ts";

// Where Debian's redis-server is not installed these are skipped.
describe.runIf(hasRedis)("changing Redis", () => {
  const server = withRedisServer();
  const redis = atRedis(() => server.url);
  let client: Redis;

  beforeAll(() => {
    client = new Redis(server.url);
  });
  afterAll(() => client.disconnect());
  beforeEach(async () => {
    await client.flushall();
    await client.config("SET", "maxmemory-policy", "noeviction");
    await client.config("SET", "maxmemory", "0");
  });

  describe("CONFIG SET", () => {
    const set = "redis.config-set";
    const given = { parameter: "maxmemory-policy", value: "allkeys-lru" };

    test("shows before and after, is read back, and is undone by the value of before", async () => {
      const preview = await redis.previewed(set, given);
      expect(preview.objects[0]?.changes).toEqual([
        { what: "maxmemory-policy", before: "noeviction", after: "allkeys-lru" },
      ]);
      expect(await redis.inspect(set, given, preview.pinned)).toMatchObject({ kind: "not-done" });
      const done = await redis.run(set, given, preview.pinned);
      expect(await redis.verify(set, given, preview.pinned)).toMatchObject({ kind: "verified" });
      expect(await redis.inspect(set, given, preview.pinned)).toMatchObject({ kind: "done" });
      const undo = done.kind === "done" ? done.undo : undefined;
      expect(undo).toEqual({ name: set, arguments: { parameter: "maxmemory-policy", value: "noeviction" } });
      const back = undo?.arguments ?? {};
      await redis.run(set, back, (await redis.previewed(set, back)).pinned);
      expect(await client.config("GET", "maxmemory-policy")).toContain("noeviction");
    });

    test("a second time, or after somebody else set it, is refused", async () => {
      const { pinned } = await redis.previewed(set, given);
      await redis.run(set, given, pinned);
      expect(await redis.run(set, given, pinned)).toMatchObject({
        reason: expect.stringContaining("was noeviction when"),
      });
      expect(await redis.preview(set, given)).toMatchObject({ reason: "maxmemory-policy is allkeys-lru already" });
    });

    test("a size in words is the same as in bytes; one below what is used is warned of", async () => {
      const size = { parameter: "maxmemory", value: "100kb" };
      const preview = await redis.previewed(set, size);
      expect(preview.warnings.join(" ")).toContain("would evict keys");
      await redis.run(set, size, preview.pinned);
      expect(await redis.verify(set, size, preview.pinned)).toEqual({ kind: "verified", text: "maxmemory is 102400." });
    });

    test("of a password or of nothing is refused", async () => {
      const secret = await redis.preview(set, { parameter: "requirepass", value: "hunter3" });
      expect(secret).toMatchObject({ kind: "refused", reason: expect.stringContaining("is a secret") });
      expect(JSON.stringify(secret)).not.toMatch(/hunter/);
      expect(await redis.preview(set, { parameter: "maxmemry", value: "1" })).toEqual({
        kind: "refused",
        reason: "this Redis has no setting maxmemry",
      });
    });

    test("in a drill nothing is sent", async () => {
      const { pinned } = await redis.previewed(set, given);
      expect(await redis.run(set, given, pinned, true)).toMatchObject({
        text: expect.stringContaining("nothing was sent"),
      });
      expect(await client.config("GET", "maxmemory-policy")).toContain("noeviction");
    });
  });

  describe("a flush", () => {
    const flush = "redis.flush";
    const one = { scope: "database", database: 2 };
    const fill = async (database: number, from: number, to: number) => {
      await client.select(database);
      for (let at = from; at < to; at++) await client.set(`key:${at}`, "1");
      await client.select(0);
    };

    test("counts the keys, deletes them once, and is known by Redis's own counter", async () => {
      await fill(2, 0, 30);
      await fill(0, 0, 3);
      const { objects, pinned, warnings } = await redis.previewed(flush, one);
      expect(objects).toEqual([{ name: "database db2", changes: [{ what: "keys", before: "30", after: "0" }] }]);
      expect(warnings[0]).toContain("more than 40 keys");
      expect(await redis.inspect(flush, one, pinned)).toMatchObject({ kind: "not-done" });
      expect(await redis.run(flush, one, pinned)).toMatchObject({ text: "30 keys were deleted." });
      expect(await redis.verify(flush, one, pinned)).toMatchObject({ kind: "verified" });
      expect(await redis.inspect(flush, one, pinned)).toMatchObject({ kind: "done" });
      expect(await client.dbsize()).toBe(3);
      expect(await redis.preview(flush, one)).toEqual({ kind: "refused", reason: "there is no key to delete" });
    });

    test("of more keys than were agreed to is refused, and the fingerprint is not the count", async () => {
      await fill(2, 0, 30);
      const before = await redis.previewed(flush, one);
      await fill(2, 30, 41);
      expect((await redis.previewed(flush, one)).fingerprint).toEqual(before.fingerprint);
      expect(await redis.run(flush, one, before.pinned)).toMatchObject({
        reason: "there are 41 keys now, and at most 40 were agreed to; nothing was deleted",
      });
    });

    test("of everything lists each database", async () => {
      await fill(0, 0, 3);
      await fill(2, 0, 5);
      const given = { scope: "everything", asynchronous: true };
      const { objects, pinned } = await redis.previewed(flush, given);
      expect(objects.map(({ name }) => name)).toEqual(["database db0", "database db2"]);
      expect(await redis.run(flush, given, pinned)).toMatchObject({ text: "8 keys were deleted." });
    });
  });

  describe("keys named word for word", () => {
    const run = "redis.command";

    test("DEL shows what each key is, and not its value", async () => {
      await client.set("session:1", "hunter2");
      await client.rpush("queue", "a");
      const given = { command: ["DEL", "session:1", "queue", "nothing"] };
      const { objects, pinned } = await redis.previewed(run, given);
      expect(objects[0]).toMatchObject({
        name: "key session:1",
        changes: [{ before: expect.stringMatching(/^string, \d+ bytes$/), after: "" }, {}],
      });
      expect(JSON.stringify(objects)).not.toContain("hunter2");
      expect(await redis.inspect(run, given, pinned)).toMatchObject({ kind: "not-done" });
      expect(await redis.run(run, given, pinned)).toMatchObject({ text: "(integer) 2" });
      expect(await redis.verify(run, given, pinned)).toMatchObject({ kind: "verified" });
      expect(await redis.inspect(run, given, pinned)).toMatchObject({ kind: "done" });
      expect(await redis.run(run, given, pinned)).toMatchObject({
        reason: expect.stringContaining("session:1 is gone"),
      });
      expect(await redis.preview(run, given)).toMatchObject({ reason: expect.stringContaining("there is no key") });
    });

    test("a pattern is only a name", async () => {
      await client.mset("user:1", "a", "user:*", "b");
      const given = { command: ["DEL", "user:*"] };
      const { pinned, warnings } = await redis.previewed(run, given);
      expect(warnings[0]).toContain("stand for themselves");
      await redis.run(run, given, pinned);
      expect(await client.keys("*")).toEqual(["user:1"]);
    });

    test("EXPIRE is undone by PERSIST, or by the time it had", async () => {
      await client.set("forever", "1");
      const given = { command: ["EXPIRE", "forever", "600"] };
      const { pinned, objects } = await redis.previewed(run, given);
      expect(objects[0]?.changes[1]).toEqual({ what: "expires", before: "never", after: "600 s after it runs" });
      const done = await redis.run(run, given, pinned);
      expect(done).toMatchObject({ undo: { name: run, arguments: { command: ["PERSIST", "forever"] } } });
      expect(await redis.verify(run, given, pinned)).toMatchObject({ kind: "verified" });
      expect(await client.ttl("forever")).toBeGreaterThan(590);
      const persist = { command: ["PERSIST", "forever"] };
      const { pinned: timed } = await redis.previewed(run, persist);
      expect(await redis.run(run, persist, timed)).toMatchObject({
        undo: { arguments: { command: ["PEXPIREAT", "forever", expect.any(String)] } },
      });
      expect(await redis.inspect(run, persist, timed)).toMatchObject({ kind: "done" });
    });

    test("what cannot be previewed says so, and is unclear after a crash", async () => {
      const given = { command: ["EVAL", "return redis.call('set', 'a', '1')", "0"] };
      const { notPreviewed, pinned } = await redis.previewed(run, given);
      expect(notPreviewed).toEqual(["what EVAL changes: Redis cannot tell without doing it"]);
      expect(await redis.run(run, given, pinned)).toMatchObject({ text: "OK" });
      expect(await redis.inspect(run, given, pinned)).toMatchObject({ kind: "unclear" });
    });
  });
});

test("redis-cli in a pod says that nothing was previewed", async () => {
  const calls: (readonly string[])[] = [];
  const redis = atRedis(
    () => "",
    async (_context, _at, words) => {
      calls.push(words);
      return { text: "OK\n", cut: false, exitCode: 0 };
    },
  );
  const given = { scope: "database", through: { pod: "redis-0", namespace: "production" } };
  const { pinned, notPreviewed } = await redis.previewed("redis.flush", given);
  expect(notPreviewed).toHaveLength(1);
  expect(await redis.run("redis.flush", given, pinned)).toEqual({ kind: "done", text: "OK" });
  expect(calls).toEqual([["redis-cli", "-e", "FLUSHDB"]]);
  expect(await redis.inspect("redis.flush", given, pinned)).toMatchObject({ kind: "unclear" });
});
