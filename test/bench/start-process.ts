import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Started {
  readonly pid: number;
  readonly readyAfterMs: number;
  /** What it listens on; 0 when it does not say. */
  readonly port: number;
  stop(): Promise<void>;
}

/** The product as it is installed: `npm run bench` builds it first. */
export const productMain = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/**
 * Runs Node with these arguments and nothing of our environment but PATH. Resolves when it writes a JSON line whose `msg` is "ready";
 * rejects when it ends before that.
 */
export async function startProcess(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const endWithUs = (): void => void child.kill();
  process.once("exit", endWithUs);
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<number>((resolve, reject) => {
    lines.on("line", (line) => {
      const said: { msg?: unknown; port?: unknown } = line.includes('"ready"') ? JSON.parse(line) : {};
      if (said.msg === "ready") resolve(Number(said.port ?? 0));
    });
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`${words.join(" ")} ended with ${code} before it was ready`)));
  });
  return {
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - began,
    port,
    async stop() {
      child.kill("SIGTERM");
      await closed;
      process.off("exit", endWithUs);
    },
  };
}
