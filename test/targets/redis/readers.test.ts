import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Fault } from "../../../src/clients/fault.ts";
import { atRedis, hasRedis, withRedisServer } from "./redis-server.ts";

// Where Debian's redis-server is not installed these are skipped.
describe.runIf(hasRedis)("reading Redis", () => {
  const server = withRedisServer();
  const redis = atRedis(() => server.url);
  const command = async (...words: readonly string[]) => redis.output("redis.command", { command: words });
  let client: Redis;

  beforeAll(async () => {
    client = new Redis(server.url);
    await client.set("greeting", 'say "hi"\n');
    await client.set("big", "x".repeat(500));
    await client.rpush("queue", "a", "b", "c");
    await client.hset("campaign:1", "name", "Spring");
  });
  afterAll(() => client.disconnect());

  test("facts come section by section, as INFO prints them", async () => {
    const { text } = await redis.output("redis.info", { sections: ["memory", "keyspace"] });
    expect(text).toMatch(/^# Memory\nused_memory:\d+\n/);
    expect(text).toMatch(/# Keyspace\ndb0:keys=4/);
    expect(text).not.toContain("\r");
  });

  test("it answers a ping", async () => {
    expect(await redis.output("redis.ping", {})).toEqual({ text: "PONG" });
  });

  test("replies are printed as on a terminal, and bare into a pipe", async () => {
    expect(await command("LLEN", "queue")).toEqual({ text: "(integer) 3", piped: "3" });
    expect(await command("GET", "greeting")).toEqual({ text: '"say \\"hi\\"\\n"', piped: 'say "hi"\n' });
    expect(await command("GET", "nothing")).toEqual({ text: "(nil)", piped: "" });
    expect(await command("LRANGE", "queue", "0", "-1")).toEqual({ text: '1) "a"\n2) "b"\n3) "c"', piped: "a\nb\nc" });
  });

  test("the slow log is printed entry by entry", async () => {
    await client.config("SET", "slowlog-log-slower-than", "0");
    await client.ping();
    const { text } = await redis.output("redis.slowlog", { entries: 2 });
    expect(text).toMatch(/^1\) 1\) \(integer\) \d+\n {3}2\) \(integer\) \d+\n/);
    await client.config("SET", "slowlog-log-slower-than", "10000");
  });

  test("a setting that is a password is hidden, however it is asked for", async () => {
    expect(await redis.output("redis.config-get", { parameters: ["maxmemory"] })).toMatchObject({
      piped: "maxmemory\n0",
    });
    const everything = await redis.output("redis.config-get", { parameters: ["*"] });
    expect(everything.text).toContain('"[hidden]"');
    expect(JSON.stringify([everything, await command("CONFIG", "GET", "require*")])).not.toContain("hunter2");
  });

  test("the biggest keys are found by a scan that tells how far it is", async () => {
    const steps: string[] = [];
    const output = await redis.read("redis.big-keys", { by: "elements" }, { emit: (text) => steps.push(text) });
    expect(output).toMatchObject({ text: expect.stringContaining('Biggest string found "big" has 500 bytes') });
    expect(output).toMatchObject({
      text: expect.stringContaining("1 lists with 3 items (25.00% of keys, avg size 3.00)"),
    });
    expect(steps.join("")).toMatch(/Looked at 4 of about 4 keys/);
    expect((await redis.output("redis.big-keys", { by: "memory" })).text).toMatch(
      /Biggest string found "big" has \d+ bytes/,
    );
  });

  test("a scan walks over all keys", async () => {
    await client.mset(Object.fromEntries(Array.from({ length: 2500 }, (_, at) => [`many:${at}`, "1"])));
    expect((await command("SCAN", "0", "MATCH", "many:*")).text.split("\n")).toHaveLength(2500);
  });

  test("MONITOR shows what clients send, without passwords, and ends with the signal", async () => {
    const cancel = new AbortController();
    let seen = "";
    const emit = (text: string) => {
      seen += text;
    };
    const watching = expect(redis.read("redis.monitor", {}, { signal: cancel.signal, emit })).rejects.toThrow("enough");
    await expect
      .poll(
        async () => {
          await client.call("migrate", "127.0.0.1", "1", "no-key", "0", "10", "AUTH", "hunter3");
          await client.get("greeting");
          return seen;
        },
        { timeout: 4_000 },
      )
      .toMatch(/\[0 127\.0\.0\.1:\d+\] "get" "greeting"/);
    cancel.abort(new Error("enough"));
    await watching;
    expect(seen).toContain('"migrate" [hidden]');
    expect(seen).not.toContain("hunter3");
  });

  test("what needs a session of its own is refused", async () => {
    expect(await redis.read("redis.command", { command: ["SUBSCRIBE", "news"] })).toEqual({
      kind: "refused",
      reason: "SUBSCRIBE belongs to a session; a single command cannot use it",
    });
  });

  test("a command that waits for ever ends with the signal", async () => {
    const cancel = new AbortController();
    const waiting = expect(
      redis.read("redis.command", { command: ["WAIT", "1", "0"] }, { signal: cancel.signal }),
    ).rejects.toThrow("cancelled");
    await expect.poll(() => client.call("CLIENT", "LIST"), { timeout: 5_000 }).toMatch(/cmd=wait/);
    cancel.abort(new Error("cancelled"));
    await waiting;
    await expect.poll(() => client.call("CLIENT", "LIST"), { timeout: 5_000 }).not.toMatch(/cmd=wait/);
  });

  test("what Redis refuses is told in its words; a wrong password says which variable to look at", async () => {
    await expect(command("LLEN", "big")).rejects.toThrow(/^Redis answered: WRONGTYPE/);
    const wrong = atRedis(() => server.url.replace("hunter2", "hunter4"));
    const error = await wrong.read("redis.ping", {}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ advice: "Check the user and the password in PODCAST_REDIS_URL." });
    expect(JSON.stringify([error, String(error)])).not.toContain("hunter4");
  });
});

describe("a Redis that is not there", () => {
  test("is said without its address", async () => {
    const away = atRedis(() => "redis://:hunter2@127.0.0.1:1");
    await expect(away.read("redis.ping", {})).rejects.toThrow("Redis did not answer: nothing listens there");
  });

  test("is named by its variable when that is not set", async () => {
    await expect(atRedis(() => "").read("redis.ping", {})).rejects.toMatchObject({ advice: "Set PODCAST_REDIS_URL." });
  });
});

test("redis-cli in a pod gets its words one by one, and no shell", async () => {
  const calls: (readonly string[])[] = [];
  const redis = atRedis(
    () => "",
    async (_context, _at, words) => {
      calls.push(words);
      const text = words.includes("ACL") ? `user default on #${"a1".repeat(32)} ~*` : "requirepass\nhunter2\n";
      return { text, cut: false, exitCode: 0 };
    },
  );
  const through = { pod: "redis-0", namespace: "production" };
  expect(await redis.output("redis.config-get", { parameters: ["requirepass"], through })).toEqual({
    text: "requirepass\n[hidden]",
  });
  await redis.output("redis.command", { command: ["GET", "a; rm -rf /"], database: 2, through });
  expect(calls[1]).toEqual(["redis-cli", "-e", "-n", "2", "GET", "a; rm -rf /"]);
  const accounts = await redis.output("redis.command", { command: ["ACL", "LIST"], through });
  expect(accounts.text).toBe("user default on #[hidden] ~*");
});
