import { Fault } from "./clients/fault.ts";
import type { Perform } from "./effects/perform-result.ts";
import type { Handle } from "./handle.ts";
import type { IncidentCommand } from "./incident/command.ts";
import { type CheckJob, oweCheck } from "./store/check-jobs.ts";
import { type PerformingJob, performAgain, takeKey } from "./store/performing.ts";
import type { Log, Pool } from "./store/pool.ts";
import { type ChangeWork, createQueue, type Queue } from "./store/queue.ts";
import { tickAgain } from "./store/ticks.ts";
import { type TimeScale, unscaled } from "./store/time-scale.ts";
import type { StrikeDue } from "./strike-due.ts";

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
  readonly time?: TimeScale | undefined;
  /** Strikes the clocks of many incidents at once; without it, each by itself. */
  readonly strikeDue?: StrikeDue | undefined;
  /** Does what a recurring checklist is owed. */
  readonly check?: ((job: CheckJob) => Promise<void>) | undefined;
  /** Does what changes are owed. */
  readonly change?: ChangeWork | undefined;
}

/**
 * Performs what is owed: one effect of a key at a time, on any number of replicas, again after a crash, and until it is done or the
 * performer gives up. What became of it is handled as commands before the effect counts as performed.
 */
export function createDeliver(parts: DeliverParts): Queue {
  const { pool, log, concurrency = 8, pollIntervalMs = 500, heartbeatMs = 2_000 } = parts;
  return createQueue({
    pool,
    log,
    concurrency,
    pollIntervalMs,
    heartbeatMs,
    work: (job) => deliver(job, parts),
    tick: (incident) => tick(incident, parts),
    check: (job) => check(job, parts),
    change: parts.change,
    time: parts.time ?? unscaled,
  });
}

const busyMs = 200;
const faultMs = 1_000;
const checkAgainMs = 5_000;

async function deliver(job: PerformingJob, { pool, perform, handle, log, newId }: DeliverParts): Promise<void> {
  try {
    if (!(await takeKey(pool, job))) return await performAgain(pool, job, job.attempt, busyMs);
    const result = await perform(job.owed, job.attempt);
    // First the retry, then what is said of it: saying it owes the card, and must find the retry there to not overtake it.
    if (result.kind === "retry") await performAgain(pool, job, job.attempt + 1, result.afterMs);
    await handleAll(result.commands, handle, log);
  } catch (err) {
    const details = { err, incident: job.owed.incident, effect: job.owed.effect };
    const retry = err instanceof Fault ? err.retry : undefined;
    if (retry === undefined || retry.kind === "never") {
      log.error({ ...details, id: newId() }, "an effect met a bug");
      throw err;
    }
    // Faults of the outside are results of the performer; one that comes here is of Postgres, and its outcome is not recorded.
    log.warn(details, "an effect could not be recorded and is performed again");
    await performAgain(pool, job, job.attempt + 1, retry.kind === "after" ? retry.ms : faultMs);
  }
}

/** Striking and planning the next tick are one transaction: what dies before its end strikes again, what dies after it strikes nothing. */
async function tick(incident: string, { pool, handle, strikeDue, log }: DeliverParts): Promise<void> {
  try {
    const struck = await strikeDue?.().catch((err: unknown) => {
      if (err instanceof Fault) throw err;
      // One that cannot be struck must not keep the others from it: each strikes by itself.
      log.error({ err }, "clocks could not be struck together");
      return undefined;
    });
    if (!struck?.has(incident)) await handle({ kind: "tick", incident });
  } catch (err) {
    if (!(err instanceof Fault) || err.retry.kind === "never") throw err;
    log.warn({ err, incident }, "a clock could not be struck and is tried again");
    await tickAgain(pool, incident, faultMs);
  }
}

/** A checklist waits for whoever is away; what cannot be done at all is said in the log. */
async function check(job: CheckJob, { pool, check: work, log, newId }: DeliverParts): Promise<void> {
  try {
    await work?.(job);
  } catch (err) {
    if (!(err instanceof Fault)) {
      log.error({ err, job, id: newId() }, "a checklist met a bug");
      throw err;
    }
    log.warn({ err, job }, err.retry.kind === "never" ? "a checklist cannot be shown" : "a checklist waits");
    if (err.retry.kind !== "never") await oweCheck(pool, job, err.retry.kind === "after" ? err.retry.ms : checkAgainMs);
  }
}

async function handleAll(commands: readonly IncidentCommand[], handle: Handle, log: Log): Promise<void> {
  for (const command of commands) {
    const outcome = await handle(command);
    if (outcome.kind === "refused")
      log.warn({ command, refusal: outcome.refusal }, "what became of an effect was refused");
  }
}
