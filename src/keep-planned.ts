import type { Log } from "./store/pool.ts";

const everyMs = 3_600_000;
const againMs = 5_000;

/**
 * Plans what comes again and again now, until it succeeds, and anew every hour: a schedule that was changed holds then, and a job that was
 * lost is back. `what`: in a word, for the log. Returns what ends it.
 */
export function keepPlanned(plan: () => Promise<void>, what: string, log: Log): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const again = (afterMs: number): void => {
    if (!isOver) timer = setTimeout(now, afterMs).unref();
  };
  const now = (): void => {
    plan().then(
      () => again(everyMs),
      (err: unknown) => {
        log.warn({ err, what }, "what comes again could not be planned");
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
