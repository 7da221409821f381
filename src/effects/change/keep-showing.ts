import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../../clients/fault.ts";
import type { ChangeContext } from "./change-context.ts";

const everyMs = 2_000;

/**
 * Shows what a run has printed, while it runs and whenever there is more. Nothing waits for it when it is stopped; a picture that was
 * on its way then is drawn once more, so that it does not cover what is true by then.
 */
export function keepShowing(
  request: string,
  show: () => Promise<void>,
  { progress, log }: Pick<ChangeContext, "progress" | "log">,
): { stop(): void } {
  const over = new AbortController();
  const keep = async (): Promise<void> => {
    let shown = "";
    while (!over.signal.aborted) {
      await pause(everyMs, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted || progress.printed(request) === shown) continue;
      shown = progress.printed(request);
      await showIfItCan(show, request, log);
      if (over.signal.aborted) await showIfItCan(show, request, log);
    }
  };
  keep().catch((err: unknown) => log.error({ err, request }, "the progress of a run could not be shown"));
  return { stop: () => over.abort() };
}

/** A picture that cannot be drawn keeps nothing from being done. */
export async function showIfItCan(
  show: () => Promise<void>,
  request: string,
  log: ChangeContext["log"],
): Promise<void> {
  try {
    await show();
  } catch (error) {
    if (error instanceof Fault) log.warn({ request, code: error.code }, error.message);
    else log.error({ err: error, request }, "a run could not be shown");
  }
}
