/** Waits for what happens here, told of it by `look` instead of asking again and again. */
export interface Waiting {
  /** Something has happened: everybody who waits looks again. */
  look(): void;
  waitFor<T>(what: string, find: () => T | undefined, timeoutMs?: number): Promise<T>;
}

export function createWaiting(): Waiting {
  const lookers = new Set<() => void>();
  return {
    look() {
      for (const looker of [...lookers]) looker();
    },
    waitFor(what, find, timeoutMs = 5000) {
      const found = find();
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const looker = () => {
          const value = find();
          if (value === undefined) return;
          over();
          resolve(value);
        };
        const timer = setTimeout(() => {
          over();
          reject(new Error(`The pager waited ${timeoutMs} ms in vain for ${what}`));
        }, timeoutMs);
        const over = () => {
          clearTimeout(timer);
          lookers.delete(looker);
        };
        lookers.add(looker);
      });
    },
  };
}
