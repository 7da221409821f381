/** So many at a time per key; the others wait in line, and leave it when their signal ends. */
export interface Slots {
  use<T>(key: string, limit: number, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function createSlots(): Slots {
  const lines = new Map<string, { running: number; readonly waiting: (() => void)[] }>();
  const lineOf = (key: string) => {
    const line = lines.get(key) ?? { running: 0, waiting: [] };
    lines.set(key, line);
    return line;
  };
  return {
    async use(key, limit, signal, work) {
      signal.throwIfAborted();
      const line = lineOf(key);
      if (line.running >= limit) await turn(line.waiting, signal);
      else line.running += 1;
      try {
        return await work();
      } finally {
        // The place goes to the next in line, or is free.
        const next = line.waiting.shift();
        if (next) next();
        else line.running -= 1;
        if (line.running === 0) lines.delete(key);
      }
    },
  };
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.splice(waiting.indexOf(enter), 1);
      reject(signal.reason);
    };
    const enter = () => {
      signal.removeEventListener("abort", leave);
      resolve();
    };
    waiting.push(enter);
    signal.addEventListener("abort", leave, { once: true });
  });
}
