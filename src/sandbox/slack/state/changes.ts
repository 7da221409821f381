export interface Changes {
  /** Tells everybody who listens that something is different now. */
  notify(): void;
  /** Returns the function that stops listening. */
  listen(listener: () => void): () => void;
  /**
   * Resolves with the first truthy answer of `condition`, asked now and after every change.
   * Rejects after `timeoutMs` with the description and what `explain` says.
   */
  waitFor<T>(condition: () => T, description: string, timeoutMs: number): Promise<NonNullable<T>>;
}

export function createChanges(explain: () => string): Changes {
  const listeners = new Set<() => void>();
  const listen = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return {
    notify() {
      for (const listener of [...listeners]) listener();
    },
    listen,
    waitFor: (condition, description, timeoutMs) =>
      new Promise((resolve, reject) => {
        const finish = () => {
          clearTimeout(timer);
          stop();
        };
        const ask = () => {
          try {
            const answer = condition();
            if (!answer) return;
            finish();
            resolve(answer);
          } catch (error) {
            finish();
            reject(error);
          }
        };
        const stop = listen(ask);
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`Waited ${timeoutMs} ms for ${description}.\n${explain()}`));
        }, timeoutMs);
        ask();
      }),
  };
}
