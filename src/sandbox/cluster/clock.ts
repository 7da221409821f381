/** When things are to happen in the cluster. */
export interface Clock {
  now(): number;
  after(ms: number, work: () => void): void;
  stop(): void;
}

/** How long, in real milliseconds, a clock that jumps may stay unnoticed. */
const longestNap = 250;
const shortestNap = 5;

/**
 * Runs by `now` when that is given; else by this machine's clock from now on, so many times faster. Work waits for the cluster's
 * time, however fast or unevenly it goes.
 */
export function createClock(timeFactor: number, given?: () => number): Clock {
  const start = Date.now();
  const now = given ?? (() => Math.floor(start + (Date.now() - start) * timeFactor));
  let waiting: { readonly due: number; readonly work: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const wake = (): void => {
    const moment = now();
    const due = waiting.filter((one) => one.due <= moment);
    waiting = waiting.filter((one) => one.due > moment);
    for (const { work } of due.sort((left, right) => left.due - right.due)) work();
    nap();
  };
  const nap = (): void => {
    clearTimeout(timer);
    if (waiting.length === 0) return;
    const soonest = (Math.min(...waiting.map((one) => one.due)) - now()) / timeFactor;
    timer = setTimeout(wake, Math.max(shortestNap, Math.min(soonest, longestNap))).unref();
  };
  return {
    now,
    after(ms, work) {
      waiting.push({ due: now() + ms, work });
      nap();
    },
    stop() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
