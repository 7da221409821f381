// @ts-check
// Runs what a program or a pattern from a runbook may make endless: jq and regular expressions. The thread that started it ends it in time.
import { parentPort } from "node:worker_threads";

/**
 * @typedef {{ readonly kind: "jq", readonly program: string, readonly flags: string[], readonly input: string }} JqWork
 * @typedef {{ readonly kind: "matches", readonly pattern: string, readonly flags: string, readonly lines: readonly string[] }} MatchWork
 * @typedef {{ readonly kind: "replace", readonly pattern: string, readonly flags: string, readonly replacement: string, readonly lines: readonly string[] }} ReplaceWork
 * @typedef {JqWork | MatchWork | ReplaceWork} Work
 */

/** @param {JqWork} work */
async function runJq({ program, flags, input }) {
  const { loadJq } = await import("jq-wasm");
  const jq = await loadJq();
  const { stdout, stderr, exitCode } = jq.raw(input, program, flags);
  return exitCode === 0 ? { kind: "done", value: stdout } : { kind: "failed", reason: stderr.trim() };
}

/** What each line holds of the pattern: empty when it does not match. @param {MatchWork} work */
function findMatches({ pattern, flags, lines }) {
  const expression = new RegExp(pattern, `${flags}g`);
  return lines.map((line) => line.match(expression) ?? []);
}

/** @param {ReplaceWork} work */
function replaceIn({ pattern, flags, replacement, lines }) {
  const expression = new RegExp(pattern, flags);
  return lines.map((line) => line.replace(expression, replacement));
}

/** @param {Work} work */
async function perform(work) {
  switch (work.kind) {
    case "jq":
      return runJq(work);
    case "matches":
      return { kind: "done", value: findMatches(work) };
    case "replace":
      return { kind: "done", value: replaceIn(work) };
  }
}

parentPort?.on("message", async (/** @type {Work} */ work) => {
  try {
    parentPort?.postMessage(await perform(work));
  } catch (error) {
    parentPort?.postMessage({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
  }
});
