import { Worker } from "node:worker_threads";
import { z } from "zod";

/** What a pattern or a program of a runbook does to text. It may be endless, so it happens in a thread that can be ended. */
export interface SlowWork {
  /** Output of `jq program` over the documents of `input`. */
  jq(work: { program: string; flags: readonly string[]; input: string }, signal: AbortSignal): Promise<string>;
  /** Per line: the parts that match, none when it does not. */
  matches(pattern: RegExp, lines: readonly string[], signal: AbortSignal): Promise<readonly (readonly string[])[]>;
  replace(
    pattern: RegExp,
    replacement: string,
    lines: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A filter that cannot be carried out, in words for people. */
export class FilterProblem extends Error {}

/** `limitMs`: for how long one filter may think. Threads start when first needed and are kept; an idle one keeps no process alive. */
export function createSlowWork({ limitMs = 5000 }: { readonly limitMs?: number } = {}): SlowWork {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const take = (): Worker => {
    const kept = idle.pop();
    if (kept) return kept;
    const worker = new Worker(new URL("./slow-worker.js", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      execArgv: [],
    });
    all.add(worker);
    return worker;
  };
  const leave = (worker: Worker): void => {
    all.delete(worker);
    void worker.terminate();
  };
  const ask = async (work: unknown, signal: AbortSignal): Promise<unknown> => {
    signal.throwIfAborted();
    const worker = take();
    worker.ref();
    try {
      const answer = answerOf(await answered(worker, work, AbortSignal.any([signal, AbortSignal.timeout(limitMs)])));
      worker.unref();
      if (idle.length < mostKept) idle.push(worker);
      else leave(worker);
      if (answer.kind === "failed") throw new FilterProblem(answer.reason);
      return answer.value;
    } catch (error) {
      if (error instanceof FilterProblem) throw error;
      leave(worker);
      signal.throwIfAborted();
      throw new FilterProblem(
        isTimeout(error) ? `it took longer than ${limitMs / 1000} s` : "it needs more memory than it may have",
      );
    }
  };
  return {
    jq: async (work, signal) => z.string().parse(await ask({ kind: "jq", ...work }, signal)),
    matches: async (pattern, lines, signal) =>
      parts.parse(await ask({ kind: "matches", pattern: pattern.source, flags: pattern.flags, lines }, signal)),
    replace: async (pattern, replacement, lines, signal) =>
      texts.parse(
        await ask({ kind: "replace", pattern: pattern.source, flags: pattern.flags, replacement, lines }, signal),
      ),
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

const mostKept = 2;
const texts = z.array(z.string());
const parts = z.array(texts);
const answer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), value: z.unknown() }),
  z.object({ kind: z.literal("failed"), reason: z.string() }),
]);
const answerOf = (message: unknown): z.output<typeof answer> => answer.parse(message);

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === "TimeoutError";

function answered(worker: Worker, work: unknown, signal: AbortSignal): Promise<unknown> {
  let tidy = () => {};
  const answer = new Promise<unknown>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    const die = () => reject(new Error("the thread ended"));
    worker.once("message", resolve).once("error", reject).once("exit", die);
    signal.addEventListener("abort", abort, { once: true });
    tidy = () => {
      signal.removeEventListener("abort", abort);
      worker.off("message", resolve).off("error", reject).off("exit", die);
    };
    if (signal.aborted) abort();
    else worker.postMessage(work);
  });
  return answer.finally(() => tidy());
}
