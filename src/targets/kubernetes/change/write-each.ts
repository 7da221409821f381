import { Fault } from "../../../clients/fault.ts";
import type { Operation } from "../../../operation/definition.ts";
import type { Changing, Done, Refused } from "../../target.ts";

/**
 * Writes one after another and tells of each. A refusal or a failure after the first write ends it: what was done until then is said,
 * since it stays done. A write whose answer was lost is thrown.
 */
export async function writeEach<T>(
  all: readonly T[],
  { dryRun }: Changing,
  undo: Operation | undefined,
  write: (one: T) => Promise<Done | Refused>,
): Promise<Done | Refused> {
  const texts: string[] = [];
  for (const one of all) {
    const isFirst = texts.length === 0;
    const written = await write(one).catch((error: unknown) => {
      if (isFirst || !(error instanceof Fault) || error.outcome === "unknown") throw error;
      return { kind: "refused", reason: error.message } satisfies Refused;
    });
    if (written.kind === "refused") {
      if (isFirst) return written;
      return { kind: "done", text: [...texts, `the rest was not done: ${written.reason}`].join("\n"), undo };
    }
    texts.push(written.text);
  }
  const text = texts.join("\n");
  return dryRun
    ? { kind: "done", text: `the cluster would accept it; nothing was changed\n${text}` }
    : { kind: "done", text, undo };
}
