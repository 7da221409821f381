import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSharedCounters, type SharedCounters } from "../../src/clients/redis.ts";
import { createSlackLimiter, type SlackLimiter } from "../../src/clients/slack-limiter.ts";
import { quiet } from "../quiet.ts";

const posts = (limiter: SlackLimiter, times: number) =>
  Promise.all(Array.from({ length: times }, () => limiter.take("conversations.create", "")));
const goes = (turns: readonly { kind: string }[]): number => turns.filter(({ kind }) => kind === "go").length;

describe("Slack's pace", () => {
  test("a method of 20 a minute goes 20 times, and says how long the next has to wait", async () => {
    const turns = await posts(createSlackLimiter(), 22);
    expect(goes(turns)).toBe(20);
    expect(turns.at(-1)).toMatchObject({ kind: "wait", ms: expect.any(Number) });
  });

  test("what Slack told to rest rests in that channel alone", async () => {
    const limiter = createSlackLimiter();
    await limiter.block("chat.postMessage", "C1", 30_000);
    expect((await limiter.take("chat.postMessage", "C1")).kind).toBe("wait");
    expect((await limiter.take("chat.postMessage", "C2")).kind).toBe("go");
  });

  test("is kept by each replica for itself while Redis is away", async () => {
    const away = createSharedCounters("redis://127.0.0.1:1", quiet);
    expect(goes(await posts(createSlackLimiter(away), 22))).toBe(20);
    expect(await away.check()).toBe(false);
    away.close();
  });
});

const hasRedis = (() => {
  try {
    return execFileSync("redis-server", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();

// Redis is optional, and so is this: Debian's redis-server, which the checks of this project install.
describe.runIf(hasRedis)("Slack's pace in Redis", () => {
  const port = 20_000 + (process.pid % 20_000);
  let server: ChildProcess;
  let replicas: readonly SharedCounters[];
  beforeAll(async () => {
    const flags = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    server = spawn("redis-server", flags, { stdio: ["ignore", "pipe", "ignore"] });
    let said = "";
    for await (const text of server.stdout ?? []) {
      said += String(text);
      if (said.includes("Ready to accept connections")) break;
    }
    replicas = [1, 2].map(() => createSharedCounters(`redis://127.0.0.1:${port}`, quiet));
    await Promise.all(replicas.map(({ client }) => once(client, "ready")));
  });
  afterAll(async () => {
    for (const one of replicas) one.close();
    const gone = once(server, "exit");
    server.kill();
    await gone;
  });

  test("is kept by two replicas together", async () => {
    const turns = await Promise.all(replicas.map((one) => posts(createSlackLimiter(one), 15)));
    expect(goes(turns.flat())).toBe(20);
  });

  test("rests for both when Slack told one of them to rest", async () => {
    const [first, second] = replicas.map((one) => createSlackLimiter(one));
    await first?.block("chat.update", "C1", 30_000);
    expect((await second?.take("chat.update", "C1"))?.kind).toBe("wait");
  });
});
