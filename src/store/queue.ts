import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type Runner, run } from "graphile-worker";
import type { CheckJob } from "./check-jobs.ts";
import { startHeartbeat } from "./heartbeat.ts";
import type { OwedJob } from "./owe-effects.ts";
import type { PerformingJob } from "./performing.ts";
import type { Log, Pool } from "./pool.ts";
import { queueLogger } from "./queue-logger.ts";
import type { OwedChangeEffect, RequestTickJob } from "./requests-jobs.ts";
import type { TickJob } from "./ticks.ts";
import { tidyQueue } from "./tidy-queue.ts";
import type { TimeScale } from "./time-scale.ts";
import { watchQueue } from "./watch-queue.ts";

declare global {
  namespace GraphileWorker {
    interface Tasks {
      perform: OwedJob;
      tick: TickJob;
      check: CheckJob;
      "perform-change": OwedJob<OwedChangeEffect>;
      "tick-request": RequestTickJob;
    }
  }
}

export interface QueueOptions {
  /** Needs a connection more than `concurrency`: one of them listens. */
  readonly pool: Pool;
  readonly log: Log;
  readonly concurrency: number;
  readonly pollIntervalMs: number;
  readonly heartbeatMs: number;
  /** Called for each job; what it throws is logged, and the queue tries again later and later. */
  readonly work: (job: PerformingJob) => Promise<void>;
  /** A clock of this incident may be due. */
  readonly tick: (incident: string) => Promise<void>;
  /** Something of a recurring checklist is to be done. */
  readonly check: (job: CheckJob) => Promise<void>;
  /** Does what changes are owed, and strikes their deadlines; without it they wait in the queue. */
  readonly change?: ChangeWork | undefined;
  readonly time: TimeScale;
}

export interface ChangeWork {
  work(job: PerformingJob<OwedChangeEffect>): Promise<void>;
  tick(request: string): Promise<void>;
}

export interface Queue {
  start(): void;
  /** Takes no more jobs, and waits for those that run: until `withinMs`, then it leaves them to whoever finds them given up. */
  stop(withinMs: number): Promise<void>;
}

const hourMs = 3_600_000;
const restartMs = 1_000;
const leastStallMs = 2_000;
const pollsUntilStalled = 20;

/** Works off the queue, and goes on doing so: when Postgres is away at the start or in the middle, it comes back with it. */
export function createQueue(options: QueueOptions): Queue {
  const { pool, log } = options;
  const stopping = new AbortController();
  let runner: Runner | undefined;
  let ended: Promise<void> | undefined;

  const keepRunning = async (onWorker: (id: string) => void): Promise<void> => {
    while (!stopping.signal.aborted) {
      const events = new EventEmitter();
      const stalledAfterMs = Math.max(leastStallMs, pollsUntilStalled * options.pollIntervalMs);
      const watch = watchQueue(events, options.concurrency, stalledAfterMs);
      const starting = runOnce(options, events, onWorker);
      try {
        runner = await Promise.race([starting, watch.stalled]);
        if (stopping.signal.aborted) await runner.stop();
        await Promise.race([runner.promise, watch.stalled]);
      } catch (err) {
        log.error({ err }, "the queue stopped and is started again");
        // Nobody waits for one that stalled: what it holds is given back when it is no longer heard of.
        starting.then((one) => one.stop()).catch(() => undefined);
      }
      watch.stop();
      runner = undefined;
      await pause(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const keepTidy = (): void => {
    tidyQueue(pool, options.time).catch((err: unknown) => log.warn({ err }, "could not tidy the queue"));
  };

  return {
    start() {
      const heartbeat = startHeartbeat(pool, log, options.heartbeatMs);
      const tidying = setInterval(keepTidy, hourMs);
      keepTidy();
      ended = keepRunning((id) => heartbeat.setWorker(id)).then(() => {
        clearInterval(tidying);
        return heartbeat.stop();
      });
    },
    async stop(withinMs) {
      stopping.abort();
      const stopped = Promise.all([runner?.stop().catch(() => undefined), ended]);
      const enough = new AbortController();
      const limit = pause(withinMs, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([stopped, limit]);
      enough.abort();
    },
  };
}

function runOnce(
  { pool, log, concurrency, pollIntervalMs, work, tick, check, change }: QueueOptions,
  events: EventEmitter,
  onWorker: (id: string) => void,
): Promise<Runner> {
  events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => onWorker(workerPool.id));
  return run({
    pgPool: pool,
    logger: queueLogger(log),
    events,
    noHandleSignals: true,
    parsedCronItems: [],
    preset: {
      worker: {
        concurrentJobs: concurrency,
        pollInterval: pollIntervalMs,
        // Without batches a failure to mark a job as ended is an unhandled rejection and ends the process; with them it stops the queue.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    taskList: {
      // A crash counts as an attempt, so that what kills its process is tried ever more slowly, too.
      perform: ({ owed, attempt }, { job }) => work({ id: job.id, owed, attempt: attempt + job.attempts - 1 }),
      tick: ({ incident }) => tick(incident),
      check: (job) => check(job),
      ...(change && {
        "perform-change": ({ owed, attempt }, { job }) =>
          change.work({ id: job.id, owed, attempt: attempt + job.attempts - 1 }),
        "tick-request": ({ request }) => change.tick(request),
      }),
    },
  });
}
