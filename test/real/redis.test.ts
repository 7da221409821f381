import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { atRedis, hasRedis, withRedisServer } from "../targets/redis/redis-server.ts";

describe.skipIf(!hasRedis)(`Redis as redis-cli shows it${hasRedis ? "" : ": redis-server is not in PATH"}`, () => {
  const server = withRedisServer();
  const redis = atRedis(() => server.url);
  const env = { ...process.env, REDISCLI_AUTH: "hunter2" };
  const cli = (...words: readonly string[]): string =>
    withoutEnd(execFileSync("redis-cli", ["-p", `${server.port}`, ...words], { env, encoding: "utf8" }));
  let client: Redis;

  beforeAll(async () => {
    client = new Redis(server.url);
    await client.mset("greeting", 'say "hi"\n', "number", "42", "big", "x".repeat(500));
    await client.rpush("queue", "a", "b", "c");
    await client.hset("campaign:1", "name", "Spring", "budget", "10");
    await client.sadd("tags", "one");
    await client.zadd("scores", 1.5, "ann", 2, "bob");
    await client.xadd("events", "1-1", "kind", "open");
    await client.geoadd("places", 13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "Catania");
  });
  afterAll(() => client.disconnect());

  describe("looks", () => {
    const commands = `PING|TYPE queue|TYPE nothing|TTL queue|EXPIRETIME queue|STRLEN big|EXISTS queue big|OBJECT ENCODING queue|GET number
GET greeting|GET nothing|MGET number nothing number|BITCOUNT big|LLEN queue|LRANGE queue 0 -1|HGETALL campaign:1|HSCAN campaign:1 0|SMEMBERS tags
ZRANGE scores 0 -1 WITHSCORES|ZSCORE scores ann|XRANGE events - +|XINFO STREAM events|GEODIST places Palermo Catania|GEOPOS places Palermo|DBSIZE
MEMORY USAGE big|MEMORY DOCTOR|LATENCY DOCTOR|LATENCY LATEST|SLOWLOG LEN|ACL WHOAMI|ACL CAT|ROLE|PUBSUB NUMSUB news|CONFIG GET maxmemory maxclients
MODULE LIST|SCAN 0 COUNT 1000 TYPE list|SORT_RO queue ALPHA|KEYS que*|FUNCTION LIST`;

    test.each(commands.split(/[|\n]/))("%s", async (text) => {
      const words = text.split(" ");
      const { text: shown, piped = shown } = await redis.output("redis.command", { command: words });
      expect(withoutEnd(shown)).toBe(cli("--no-raw", ...words));
      expect(withoutEnd(piped)).toBe(cli("--raw", ...words));
    });

    test("PING and CONFIG GET, as operations of their own", async () => {
      expect((await redis.output("redis.ping", {})).text).toBe(cli("PING"));
      const { text } = await redis.output("redis.config-get", { parameters: ["maxmemory*"] });
      expect(text).toBe(cli("--no-raw", "CONFIG", "GET", "maxmemory*"));
    });

    test("INFO names what redis-cli names", async () => {
      const names = (text: string) => text.split("\n").map((line) => line.replace(/:.*/, ""));
      for (const sections of [[], ["memory"], ["replication", "keyspace", "clients"]])
        expect(names((await redis.output("redis.info", { sections })).text)).toEqual(names(cli("INFO", ...sections)));
    });

    test("SLOWLOG shows the same entries", async () => {
      cli("CONFIG", "SET", "slowlog-log-slower-than", "0");
      cli("LRANGE", "queue", "0", "-1");
      cli("CONFIG", "SET", "slowlog-log-slower-than", "-1");
      const { text } = await redis.output("redis.slowlog", { entries: 3 });
      expect(text).toContain('"LRANGE"');
      expect(text).toBe(cli("--no-raw", "SLOWLOG", "GET", "3"));
    });

    test.each([
      ["elements", "--bigkeys"],
      ["memory", "--memkeys"],
    ])("the biggest keys by %s", async (by, flag) => {
      const { text } = await redis.output("redis.big-keys", { by });
      const biggest = cli(flag)
        .split("\n")
        .filter((line) => /^Biggest +\w+ found/.test(line))
        .map((line) => line.replace(/ +/g, " ").replaceAll(/""|'"|"'/g, '"'));
      expect(biggest.length).toBeGreaterThan(4);
      for (const line of biggest) expect(text.replace(/ +/g, " ")).toContain(line);
    });

    test("MONITOR ends by itself and shows the line that redis-cli shows", async () => {
      const watcher = spawn("redis-cli", ["-p", `${server.port}`, "MONITOR"], { env });
      let theirs = "";
      watcher.stdout.on("data", (chunk: Buffer) => {
        theirs += chunk.toString();
      });
      let ours = "";
      const watched = redis.read("redis.monitor", {}, { emit: (text) => (ours += text) });
      await expect
        .poll(async () => {
          await client.get("greeting");
          return [ours, theirs].every((text) => text.includes('"get" "greeting"'));
        })
        .toBe(true);
      const [line = ""] = /.*"get" "greeting"/.exec(ours) ?? [];
      await expect.poll(() => theirs).toContain(line);
      expect(await watched).toMatchObject({ text: expect.stringContaining(line) });
      await endOf(watcher);
    });

    test("what Redis refuses is said in its words", async () => {
      const said = cli("HGET", "queue", "a");
      await expect(redis.output("redis.command", { command: ["HGET", "queue", "a"] })).rejects.toThrow(said);
    });

    test("of an account everything but the hash of its password is shown", async () => {
      for (const words of [
        ["ACL", "LIST"],
        ["ACL", "GETUSER", "default"],
      ]) {
        const { text, piped } = await redis.output("redis.command", { command: words });
        expect(text).toBe(cli("--no-raw", ...words).replace(/[0-9a-f]{64}/g, "[hidden]"));
        expect(`${text}${piped}`).not.toMatch(/[0-9a-f]{64}/);
      }
    });
  });

  describe("changes and is put back", () => {
    const later = String(Math.floor(Date.now() / 1_000) + 5_000);
    const command = (text: string) => ["redis.command", { command: text.split(" ") }] as const;
    const setting = (parameter: string, value: string) => ["redis.config-set", { parameter, value }] as const;
    const ofSetting = (name: string) => ["CONFIG", "GET", name];
    const expiry = (key: string) => ["PEXPIRETIME", key];

    test.each([
      [...setting("maxmemory", "200mb"), ofSetting("maxmemory")],
      [...setting("maxmemory-policy", "volatile-lru"), ofSetting("maxmemory-policy")],
      [...setting("notify-keyspace-events", "Ex"), ofSetting("notify-keyspace-events")],
      [...setting("save", "3600 1 300 100"), ofSetting("save")],
      [...setting("slowlog-log-slower-than", "500"), ofSetting("slowlog-log-slower-than")],
      [...setting("lazyfree-lazy-eviction", "YES"), ofSetting("lazyfree-lazy-eviction")],
      [...command("EXPIRE forever 600"), expiry("forever")],
      [...command("PEXPIRE timed 900000"), expiry("timed")],
      [...command(`EXPIREAT timed ${later}`), expiry("timed")],
      [...command("PERSIST timed"), expiry("timed")],
    ])("%s %j", async (operation, given, state) => {
      cli("SET", "forever", "1");
      cli("SET", "timed", "1", "EX", "5000");
      const before = cli(...state);
      const { pinned } = await redis.previewed(operation, given);
      expect(cli(...state)).toBe(before);
      expect(await redis.inspect(operation, given, pinned)).toMatchObject({ kind: "not-done" });
      const done = await redis.run(operation, given, pinned);
      const after = cli(...state);
      expect(after).not.toBe(before);
      expect(await redis.inspect(operation, given, pinned)).toMatchObject({ kind: "done" });
      expect(await redis.verify(operation, given, pinned)).toMatchObject({ kind: "verified" });
      const undo = done.kind === "done" ? done.undo : undefined;
      const { name = "", arguments: back = {} } = undo ?? {};
      await redis.run(name, back, (await redis.previewed(name, back)).pinned);
      // A time to live is told in milliseconds from now, and put back to the millisecond or two.
      const [was, is] = [before, cli(...state)];
      if (/^\d{13}$/.test(was)) expect(Math.abs(Number(is) - Number(was))).toBeLessThan(5_000);
      else expect(is).toBe(was);
    });

    test.each([
      ["redis.flush", { scope: "database", database: 3 }, ["-n", "3", "DBSIZE"], "0"],
      ["redis.flush", { scope: "everything", asynchronous: true }, ["INFO", "keyspace"], "# Keyspace"],
      ["redis.command", { command: ["DEL", "key"], database: 3 }, ["-n", "3", "EXISTS", "key"], "0"],
      ["redis.command", { command: ["UNLINK", "key"], database: 3 }, ["-n", "3", "EXISTS", "key"], "0"],
      ["redis.command", { command: ["SET", "key", "2"], database: 3 }, ["-n", "3", "GET", "key"], "2"],
    ])("%s %j cannot be, offers no undo and does no second harm", async (operation, given, state, after) => {
      cli("-n", "3", "SET", "key", "1");
      cli("-n", "3", "SET", "other", "1");
      const { pinned } = await redis.previewed(operation, given);
      const done = await redis.run(operation, given, pinned);
      expect(done).toEqual({ kind: "done", text: expect.any(String) });
      expect(cli(...state)).toBe(after);
      expect(await redis.verify(operation, given, pinned)).toMatchObject({ kind: "verified" });
      await redis.run(operation, given, pinned);
      expect(cli(...state)).toBe(after);
    });
  });
});

const withoutEnd = (text: string): string => text.replaceAll("\r", "").replace(/\n+$/, "");

async function endOf(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill();
  await gone;
}
