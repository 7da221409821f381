import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../../clients/fault.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import { findRequest } from "../../store/requests.ts";
import type { ChangeContext } from "./change-context.ts";
import { runChange, type ShowRun } from "./run-change.ts";
import type { Typed } from "./typed.ts";

interface TypedRunsParts {
  readonly context: ChangeContext;
  readonly show: (request: string, ...waits: Parameters<ShowRun>) => Promise<void>;
  readonly record: (commands: ChangePerformed["commands"]) => Promise<void>;
}

/** Runs of what somebody has typed a secret for: in this process and from its memory, since the queue would keep it. */
export interface TypedRuns {
  /** Runs it as soon as it may, and until its grant ends. A process that dies before leaves a grant that expires, and nothing done. */
  begin(request: string, typed: Typed): void;
  /** Resolves once all that were begun have ended, or after so long. */
  ended(withinMs: number): Promise<void>;
}

const faultMs = 1_000;

export function createTypedRuns(parts: TypedRunsParts): TypedRuns {
  const { log } = parts.context;
  const underWay = new Set<Promise<void>>();
  return {
    begin(request, typed) {
      const run = runWhileGranted(request, typed, parts)
        // What was thrown is not logged: it may repeat what was typed.
        .catch((error: unknown) => log.error({ request, type: nameOf(error) }, "a typed run met a bug"))
        .finally(() => underWay.delete(run));
      underWay.add(run);
    },
    async ended(withinMs) {
      const enough = new AbortController();
      const limit = pause(withinMs, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled(underWay), limit]);
      enough.abort();
    },
  };
}

async function runWhileGranted(id: string, typed: Typed, parts: TypedRunsParts): Promise<void> {
  const { stopping } = parts.context;
  while (!stopping.aborted) {
    const afterMs = await attempt(id, typed, parts);
    if (afterMs === undefined) return;
    await pause(afterMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** When to try again, in milliseconds: another change of the target is not over, or Postgres is away. */
async function attempt(
  id: string,
  typed: Typed,
  { context, show, record }: TypedRunsParts,
): Promise<number | undefined> {
  try {
    const request = await findRequest(context.db, id);
    if (request?.state.kind !== "granted") return undefined;
    const { commands, afterMs } = await runChange(request, (waits) => show(id, waits), context, typed);
    await record(commands);
    return afterMs;
  } catch (error) {
    if (!(error instanceof Fault) || error.retry.kind === "never") throw error;
    return faultMs;
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
