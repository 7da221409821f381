import { afterAll, describe, expect, test } from "vitest";
import { Fault } from "../../src/clients/fault.ts";
import type { Filter } from "../../src/operation/filter.ts";
import { createSlowWork } from "../../src/targets/filters/slow-work.ts";
import { createRunPipeline } from "../../src/targets/run-pipeline.ts";
import type { Reader } from "../../src/targets/target.ts";
import { createTargets } from "../../src/targets/targets.ts";
import { shippedSite } from "../shipped-site.ts";

const slow = createSlowWork();
afterAll(() => slow.close());

const site = await shippedSite();

type Run = Reader["run"];

function pipelineOf(run: Run, policy = { hideEmailAddresses: true }) {
  const targets = createTargets(async () => [
    { readers: [{ operation: "kubernetes.logs", run }], changers: [], close: async () => {} },
  ]);
  const runPipeline = createRunPipeline({ targets, slow, policy: () => policy });
  return (options: { filters?: readonly Filter[]; signal?: AbortSignal; timeoutMs?: number; name?: string } = {}) => {
    const emitted: string[] = [];
    const {
      filters = [],
      signal = new AbortController().signal,
      timeoutMs = 10_000,
      name = "kubernetes.logs",
    } = options;
    const ran = runPipeline({ operation: { name, arguments: {} }, filters }, site, {
      signal,
      timeoutMs,
      emit: (text) => emitted.push(text),
    });
    return { ran, emitted };
  };
}

const printing =
  (text: string): Run =>
  async () => ({ text });

const untilAborted: Run = (_, __, { signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

describe("what leaves an operation is plain text without secrets", () => {
  const shown = async (text: string) => {
    const ran = await pipelineOf(printing(text))().ran;
    return ran.kind === "done" ? ran.text : ran.kind;
  };

  test("colours, cursor movements and links of a terminal go", async () => {
    expect(await shown("\x1b[31mERROR\x1b[0m \x1b]8;;https://evil.example\x07click\x1b]8;;\x07\x1b[2J\r\n")).toBe(
      "ERROR click\n",
    );
  });

  test("signs that turn around or hide what is read go", async () => {
    expect(await shown("user\u202eadmin\u200b\u0000 ok")).toBe("useradmin ok");
  });

  test("half of a sign, where an output was cut, goes: Postgres keeps none", async () => {
    expect(await shown("cut 😀 here \ud83d")).toBe("cut 😀 here ");
  });

  test("a private key, a token, a password and an address with one are hidden", async () => {
    const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nabc\n-----END RSA PRIVATE KEY-----";
    const text = await shown(
      `${key}\nAuthorization: Bearer abcdefghijkl\npostgres://app:hunter22@db/x\npassword=hunter22\n`,
    );
    expect(text).not.toMatch(/MIIE|abcdefghijkl|hunter22/);
    expect(text).toContain("[private key]");
  });

  test("e-mail addresses are hidden, unless the organization shows them", async () => {
    expect(await shown("from ada@example.com\n")).toBe("from [e-mail address]\n");
    const ran = await pipelineOf(printing("from ada@example.com\n"), { hideEmailAddresses: false })().ran;
    expect(ran).toMatchObject({ text: "from ada@example.com\n" });
  });

  test("a filter cannot take the mark off a secret", async () => {
    const ran = await pipelineOf(printing("password=hunter22\n"))({
      filters: [{ kind: "replace", pattern: "password=", replacement: "", syntax: "basic" }],
    }).ran;
    expect(JSON.stringify(ran)).not.toContain("hunter22");
  });

  test("a filter gets what the tool itself would print, a person what is drawn for people", async () => {
    const drawn: Run = async () => ({ text: "API  200  84 ms\n", piped: '{"status":"ok"}\n' });
    const filters: Filter[] = [{ kind: "jq", program: ".status", raw: true }];
    expect(await pipelineOf(drawn)({ filters }).ran).toMatchObject({ text: "ok\n" });
    expect(await pipelineOf(drawn)().ran).toMatchObject({ text: "API  200  84 ms\n" });
  });

  test("ten megabytes on one line are cut, and that is said", async () => {
    const ran = await pipelineOf(printing("x".repeat(10_000_000)))().ran;
    expect(ran.kind === "done" && [ran.text.length, ran.cut]).toEqual([5_000_000, "only the first 5 MB"]);
  });

  test("a secret that arrives in two pieces is not shown in the live text", async () => {
    const { ran, emitted } = pipelineOf(async (_, __, { emit }) => {
      for (const piece of [
        "-----BEGIN PRIVATE KEY-----\nMIIE",
        "pAIBAAK\n-----END PRIVATE KEY-----\npass",
        "word=hunter22\nend\n",
      ])
        emit(piece);
      return { text: "" };
    })();
    await ran;
    expect(emitted.join("")).not.toMatch(/MIIE|pAIB|hunter22/);
    expect(emitted.join("")).toContain("end\n");
  });
});

describe("a read that does not end well says how it ended", () => {
  test("cancelled, with what was printed until then", async () => {
    const stop = new AbortController();
    const { ran, emitted } = pipelineOf((given, at, doing) => {
      doing.emit("first line\n");
      return untilAborted(given, at, doing);
    })({ signal: stop.signal });
    await expect.poll(() => emitted).toEqual(["first line\n"]);
    stop.abort();
    expect(await ran).toEqual({ kind: "cancelled", text: "first line\n" });
  });

  test("out of time, filtered like everything else", async () => {
    const { ran, emitted } = pipelineOf((given, at, doing) => {
      doing.emit("noise\nERROR one\n");
      return untilAborted(given, at, doing);
    })({ timeoutMs: 50, filters: [{ kind: "grep", patterns: ["ERROR"], syntax: "basic" }] });
    expect(await ran).toEqual({ kind: "timed-out", seconds: 0, text: "ERROR one\n" });
    expect(emitted).toEqual([]);
  });

  test("a reader that ignores its signal is left behind", async () => {
    expect(await pipelineOf(() => new Promise(() => {}))({ timeoutMs: 50 }).ran).toMatchObject({ kind: "timed-out" });
  });

  test("failed outside: in the words of the fault, without its secrets", async () => {
    const fault = new Fault("the cluster answered 403: token=abcdef123456", {
      service: "kubernetes",
      code: "Forbidden",
      retry: { kind: "never" },
      outcome: "not-done",
      advice: "Allow it.",
    });
    const ran = await pipelineOf(() => Promise.reject(fault))().ran;
    expect(ran).toEqual({ kind: "failed", reason: "the cluster answered 403: token=[secret]", advice: "Allow it." });
  });

  test("a filter that cannot work is a failure in words", async () => {
    const ran = await pipelineOf(printing("no json"))({ filters: [{ kind: "jq", program: "." }] }).ran;
    expect(ran).toMatchObject({ kind: "failed", reason: expect.stringContaining("jq cannot work on this output") });
  });

  test("an operation nobody can run is refused", async () => {
    const ran = await pipelineOf(printing(""))({ name: "redis.info" }).ran;
    expect(ran).toEqual({ kind: "refused", reason: "nothing here can run redis.info" });
  });

  test("a bug is thrown", async () => {
    await expect(pipelineOf(() => Promise.reject(new TypeError("bug")))().ran).rejects.toThrow("bug");
  });
});

test("a target bears six reads at a time; time in line is not counted, and Cancel reaches who waits", async () => {
  let running = 0;
  let most = 0;
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const run = pipelineOf(async () => {
    running += 1;
    most = Math.max(most, running);
    await held;
    running -= 1;
    return { text: "" };
  });
  const stop = new AbortController();
  const all = Array.from({ length: 10 }, () => run().ran);
  const waiting = run({ signal: stop.signal }).ran;
  await expect.poll(() => running).toBe(6);
  stop.abort();
  expect((await waiting).kind).toBe("cancelled");
  finish();
  expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(Array(10).fill("done"));
  expect(most).toBe(6);
});
