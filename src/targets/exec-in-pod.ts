import { Fault } from "../clients/fault.ts";
import type { Doing, Output, Refused } from "./target.ts";

/** Runs one program in a pod; no shell. `KubernetesDoor.exec` fits. */
export type ExecInPod = (
  context: string | undefined,
  at: { readonly namespace: string; readonly pod: string; readonly container?: string | undefined },
  command: readonly string[],
  doing: { readonly signal: AbortSignal; readonly maxBytes: number; emit(text: string): void },
) => Promise<{ readonly text: string; readonly cut: boolean; readonly exitCode: number }>;

/** The `through` of an operation's arguments. */
export interface PodPlace {
  readonly pod: string;
  readonly container?: string | undefined;
  readonly namespace?: string | undefined;
  readonly context?: string | undefined;
}

export interface PodProgram {
  readonly service: "postgres" | "redis";
  readonly words: readonly string[];
  /** Exit codes with which the program says that nothing was done. */
  readonly notDone: readonly number[];
}

const maxBytes = 4_000_000;

/** What a program in a pod printed. Throws a Fault when it ends with anything but 0. */
export async function runInPod(
  exec: ExecInPod | undefined,
  { pod, container, namespace, context }: PodPlace,
  { service, words, notDone }: PodProgram,
  { signal, emit }: Doing,
): Promise<Output | Refused> {
  const [program = ""] = words;
  if (!exec) return { kind: "refused", reason: `nothing can run ${program} in ${pod} here` };
  if (namespace === undefined) return { kind: "refused", reason: `the catalog names no namespace for ${pod}` };
  const { text, cut, exitCode } = await exec(context, { namespace, pod, container }, words, { signal, emit, maxBytes });
  if (exitCode === 0) return { text: text.replace(/\n+$/, ""), ...(cut && { cut: "the first 4 MB" }) };
  const said = text.trim().split("\n").slice(-3).join(" ").slice(0, 500);
  throw new Fault(`${program} in ${pod} ended with ${exitCode}: ${said}`, {
    service,
    code: `${program}-${exitCode}`,
    retry: { kind: "never" },
    outcome: notDone.includes(exitCode) ? "not-done" : "unknown",
    advice:
      exitCode === 127 ? `There is no ${program} in ${pod}; let the catalog bind the pod in podBindings.` : undefined,
  });
}
