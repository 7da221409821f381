import type { EventEmitter } from "node:events";

export interface QueueWatch {
  /** Rejects when the queue has not been able to look for work for so long although it had hands free. */
  readonly stalled: Promise<never>;
  stop(): void;
}

/**
 * A queue whose Postgres goes away while it asks its very first question keeps that failure for ever (graphile-worker remembers the
 * rejected answer), fails to find work from then on, and says nothing. Whoever watches it takes another one instead.
 */
export function watchQueue(events: EventEmitter, concurrency: number, stalledAfterMs: number): QueueWatch {
  const busy = new Set<unknown>();
  let hasLooked = true;
  events.on("worker:getJob:empty", () => {
    hasLooked = true;
  });
  events.on("job:start", ({ job }: { job: { id: unknown } }) => {
    hasLooked = true;
    busy.add(job.id);
  });
  events.on("job:complete", ({ job }: { job: { id: unknown } }) => busy.delete(job.id));
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (!hasLooked && busy.size < concurrency) reject(new Error("the queue cannot look for work"));
      hasLooked = false;
    }, stalledAfterMs);
  });
  stalled.catch(() => undefined);
  return { stalled, stop: () => clearInterval(timer) };
}
