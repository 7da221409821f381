import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { product } from "./built.ts";

const { flags, modules, ending } = product;

/** Runs the command line as a process of its own, to its end. */
export async function runMain(words: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [...flags, `${modules}main${ending}`, ...words], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, err, code };
}
