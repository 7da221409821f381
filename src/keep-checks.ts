import type { HandleCheck } from "./handle-check.ts";
import type { Log } from "./store/pool.ts";

const everyMs = 3_600_000;
const againMs = 5_000;

/**
 * Plans the recurring checklists now, until it succeeds, and again every hour: a schedule that was changed holds then, and a job that was
 * lost is back. Returns what ends it.
 */
export function keepChecks({ plan }: HandleCheck, log: Log): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const again = (afterMs: number): void => {
    if (!isOver) timer = setTimeout(now, afterMs).unref();
  };
  const now = (): void => {
    plan().then(
      () => again(everyMs),
      (err: unknown) => {
        log.warn({ err }, "the checklists could not be planned");
        again(againMs);
      },
    );
  };
  now();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
