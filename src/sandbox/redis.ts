import { execFile, spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";
import { keeper } from "./keeper.ts";

export interface SandboxRedis {
  readonly url: string;
  close(): Promise<void>;
}

/** A `redis-server` of this machine, on 127.0.0.1, that keeps nothing. Undefined where none is installed. */
export async function startSandboxRedis(): Promise<SandboxRedis | undefined> {
  if (!(await isInstalled())) return undefined;
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), "incident-redis-"));
  const words = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory];
  const child = spawn("/bin/sh", ["-c", keeper, "keeper", directory, "redis-server", ...words], {
    cwd: "/",
    // A group of its own: Ctrl-C in a terminal reaches us, and we stop the server when we are done with it.
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => {});
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const close = async (): Promise<void> => {
    child.stdin.end();
    await gone;
  };
  const isReady = await new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.stdout.once("end", () => resolve(false));
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.includes("Ready to accept connections")) resolve(true);
    });
  });
  if (isReady) return { url: `redis://127.0.0.1:${port}`, close };
  await close();
  return undefined;
}

async function isInstalled(): Promise<boolean> {
  return promisify(execFile)("redis-server", ["--version"]).then(
    () => true,
    () => false,
  );
}
