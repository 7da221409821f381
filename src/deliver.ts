import { Fault } from "./clients/fault.ts";
import type { Perform, PerformResult } from "./effects/perform-result.ts";
import type { Handle } from "./handle.ts";
import { type PerformingJob, performAgain, takeKey } from "./store/performing.ts";
import type { Log, Pool } from "./store/pool.ts";
import { createQueue, type Queue } from "./store/queue.ts";

export interface DeliverParts {
  /** For the queue alone: it needs a connection more than `concurrency`. */
  readonly pool: Pool;
  readonly perform: Perform;
  readonly handle: Handle;
  readonly log: Log;
  /** An id for a bug, to find it in the log by. */
  readonly newId: () => string;
  /** Effects performed at once in this process. */
  readonly concurrency?: number | undefined;
  readonly pollIntervalMs?: number | undefined;
  /** A process is taken for dead, and its effects are performed by others, after five beats. */
  readonly heartbeatMs?: number | undefined;
}

/**
 * Performs what is owed: one effect of a key at a time, on any number of replicas, again after a crash, and until it is done or the
 * performer gives up. What became of it is handled as commands before the effect counts as performed.
 */
export function createDeliver(parts: DeliverParts): Queue {
  const { pool, log, concurrency = 8, pollIntervalMs = 500, heartbeatMs = 2_000 } = parts;
  return createQueue({ pool, log, concurrency, pollIntervalMs, heartbeatMs, work: (job) => deliver(job, parts) });
}

const busyMs = 200;
const faultMs = 1_000;

async function deliver(job: PerformingJob, { pool, perform, handle, log, newId }: DeliverParts): Promise<void> {
  if (!(await takeKey(pool, job))) return performAgain(pool, job, job.attempt, busyMs);
  try {
    const result = await performed(job, perform);
    // First the retry, then what is said of it: saying it owes the card, and must find the retry there to not overtake it.
    if (result.kind === "retry") await performAgain(pool, job, job.attempt + 1, result.afterMs);
    for (const command of result.commands) {
      const outcome = await handle(command);
      if (outcome.kind === "refused")
        log.warn({ effect: job.owed.effect, refusal: outcome.refusal }, "an outcome was refused");
    }
  } catch (err) {
    log.error(
      { err, id: newId(), incident: job.owed.incident, effect: job.owed.effect },
      "an effect was not performed",
    );
    throw err;
  }
}

/** A fault that a performer lets through is one of Postgres: the effect is tried again as soon as that may be back. */
async function performed({ owed, attempt }: PerformingJob, perform: Perform): Promise<PerformResult> {
  try {
    return await perform(owed, attempt);
  } catch (error) {
    if (!(error instanceof Fault) || error.retry.kind === "never") throw error;
    return { kind: "retry", afterMs: error.retry.kind === "after" ? error.retry.ms : faultMs, commands: [] };
  }
}
