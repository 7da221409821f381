export interface Patience {
  /** Resolves after `delayMs`; never, once stopped. */
  wait(delayMs: number): Promise<void>;
  stop(): void;
}

/** Timers that all end with the workspace. */
export function createPatience(): Patience {
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;
  return {
    wait: (delayMs) =>
      new Promise((resolve) => {
        if (isStopped) return;
        const timer = setTimeout(() => {
          timers.delete(timer);
          resolve();
        }, delayMs);
        timers.add(timer);
      }),
    stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
