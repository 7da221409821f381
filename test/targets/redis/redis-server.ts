import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { environment } from "../../../src/catalog/environment.ts";
import type { ExecInPod } from "../../../src/targets/exec-in-pod.ts";
import { createRedisFamily } from "../../../src/targets/redis/create-redis-family.ts";
import type { Changer, Json, Output, Preview, Refused, Site } from "../../../src/targets/target.ts";
import { mayAlwaysSend } from "../../may-always-send.ts";

/** Debian's redis-server; without it these checks are skipped. */
export const hasRedis = ((): boolean => {
  try {
    return execFileSync("redis-server", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();

/** A Redis of the suite's own, with a password, from before its first test until after its last. */
export function withRedisServer(): { readonly port: number; readonly url: string } {
  let child: ChildProcess | undefined;
  let port = 0;
  let directory = "";
  beforeAll(async () => {
    port = await freePort();
    directory = await mkdtemp(join(tmpdir(), "incident-redis-"));
    const flags = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory];
    child = spawn("redis-server", [...flags, "--requirepass", "hunter2"], { stdio: ["ignore", "pipe", "ignore"] });
    await new Promise<void>((resolve, reject) => {
      child?.once("exit", () => reject(new Error("redis-server ended")));
      child?.stdout?.on("data", (text: Buffer) => {
        if (text.includes("Ready to accept connections")) resolve();
      });
    });
  });
  afterAll(async () => {
    if (!child) return;
    const gone = once(child, "exit");
    child.kill();
    await gone;
    await rm(directory, { recursive: true, force: true });
  });
  return {
    get port() {
      return port;
    },
    get url() {
      return `redis://:hunter2@127.0.0.1:${port}`;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

const site: Site = {
  service: "podcast-analytics",
  environmentName: "production",
  environment: environment.parse({ redis: { urlVariable: "PODCAST_REDIS_URL" } }),
  links: {},
};

const never = new AbortController().signal;

/** The family at one Redis, as an engine would use it. */
export function atRedis(url: () => string, through?: ExecInPod) {
  const family = createRedisFamily({ lookUp: (name) => (name === "PODCAST_REDIS_URL" ? url() : undefined), through });
  const changer = (operation: string): Changer => {
    const found = family.changers.find((one) => one.operation === operation);
    if (!found) throw new Error(`nothing changes by ${operation}`);
    return found;
  };
  const read = async (
    operation: string,
    given: object,
    { signal = never, emit = () => {} }: { signal?: AbortSignal; emit?: (text: string) => void } = {},
  ): Promise<Output | Refused> => {
    const found = family.readers.find((one) => one.operation === operation);
    if (!found) throw new Error(`nothing reads by ${operation}`);
    return found.run(given, site, { signal, emit });
  };
  return {
    read,
    async output(operation: string, given: object): Promise<Output> {
      const output = await read(operation, given);
      if ("kind" in output) throw new Error(output.reason);
      return output;
    },
    preview: (operation: string, given: object): Promise<Preview | Refused> =>
      changer(operation).preview(given, site, never),
    /** What may be approved. Throws when it was refused. */
    async previewed(operation: string, given: object): Promise<Preview> {
      const preview = await changer(operation).preview(given, site, never);
      if (preview.kind === "refused") throw new Error(preview.reason);
      return preview;
    },
    run: (operation: string, given: object, pinned: Json, dryRun = false) =>
      changer(operation).run(given, pinned, site, { signal: never, emit: () => {}, dryRun, ...mayAlwaysSend }),
    verify: (operation: string, given: object, pinned: Json) =>
      changer(operation).verify(given, pinned, site, { signal: never, emit: () => {} }),
    inspect: (operation: string, given: object, pinned: Json) => changer(operation).inspect(given, pinned, site, never),
  };
}
