import type { Log, Pool } from "./pool.ts";
import { beat, forgetWorker, releaseDeadWorkers } from "./workers.ts";

export interface Heartbeat {
  /** The queue's worker pool of this process, once it has one. */
  setWorker(worker: string): void;
  stop(): Promise<void>;
}

const beatsUntilDead = 5;

/**
 * Beats for the worker pool of this process, and gives back the jobs of pools that went silent for five beats. Whoever was cut off from
 * Postgres itself judges nobody until it has been back for as long: the others need that time to be heard again.
 */
export function startHeartbeat(pool: Pool, log: Log, intervalMs: number): Heartbeat {
  let worker: string | undefined;
  let heardOf = 0;
  let beating: Promise<void> | undefined;

  const once = async (): Promise<void> => {
    try {
      if (worker !== undefined) await beat(pool, worker);
      if (heardOf >= beatsUntilDead) {
        const dead = await releaseDeadWorkers(pool, beatsUntilDead * intervalMs);
        if (dead.length > 0) log.warn({ dead }, "gave back the jobs of workers that died");
      }
      heardOf += 1;
    } catch (err) {
      if (heardOf > 0) log.warn({ err }, "the heartbeat did not reach Postgres");
      heardOf = 0;
    }
  };
  const tick = (): void => {
    beating ??= once().finally(() => {
      beating = undefined;
    });
  };
  const timer = setInterval(tick, intervalMs);

  return {
    setWorker(id) {
      worker = id;
      tick();
    },
    async stop() {
      clearInterval(timer);
      await beating;
      if (worker !== undefined) {
        await forgetWorker(pool, worker).catch((err: unknown) =>
          log.warn({ err }, "could not sign off from the queue"),
        );
      }
    },
  };
}
