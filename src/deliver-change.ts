import { setTimeout as pause } from "node:timers/promises";
import type { ToRequest } from "./approval/command.ts";
import type { FreezeCommand } from "./approval/freeze.ts";
import { Fault } from "./clients/fault.ts";
import type { HandleFreeze } from "./handle-freeze.ts";
import type { HandleRequest } from "./handle-request.ts";
import { performAgain, takeKey } from "./store/performing.ts";
import type { Log, Pool } from "./store/pool.ts";
import type { ChangeWork } from "./store/queue.ts";
import { changeTask, type OwedChangeEffect, requestTickAgain } from "./store/requests-jobs.ts";

/** What became of one attempt. The commands are handled either way; `afterMs` asks for another. */
export interface ChangePerformed {
  readonly commands: readonly (ToRequest | Extract<FreezeCommand, { readonly kind: "record-freezer" }>)[];
  readonly afterMs?: number | undefined;
}

/** Performs once what is owed because of a change. `attempt` counts from 1. Throws only for bugs: a fault of the outside is a result. */
export type PerformChange = (owed: OwedChangeEffect, attempt: number) => Promise<ChangePerformed>;

export interface DeliverChangeParts {
  readonly pool: Pool;
  readonly perform: PerformChange;
  readonly handle: HandleRequest;
  readonly freeze: HandleFreeze;
  readonly log: Log;
  readonly newId: () => string;
}

const busyMs = 200;
const faultMs = 1_000;

/**
 * Performs what is owed because of changes, one of a key at a time. A run that is performed again finds its grant taken: the state
 * keeps it from running twice, not the queue.
 */
export function createDeliverChange(parts: DeliverChangeParts): ChangeWork {
  const { pool, perform, handle, log, newId } = parts;
  const record = createRecord(parts);
  return {
    async work(job) {
      try {
        if (!(await takeKey(pool, job))) return await performAgain(pool, job, job.attempt, busyMs, changeTask);
        const { commands, afterMs } = await perform(job.owed, job.attempt);
        if (afterMs !== undefined) await performAgain(pool, job, job.attempt + 1, afterMs, changeTask);
        await record(commands);
      } catch (err) {
        const details = { err, key: job.owed.key, effect: job.owed.effect.kind };
        if (!(err instanceof Fault) || err.retry.kind === "never") {
          log.error({ ...details, id: newId() }, "an effect of a change met a bug");
          throw err;
        }
        log.warn(details, "an effect of a change could not be recorded and is performed again");
        const afterMs = err.retry.kind === "after" ? err.retry.ms : faultMs;
        await performAgain(pool, job, job.attempt + 1, afterMs, changeTask);
      }
    },
    async tick(request) {
      try {
        await handle({ kind: "tick", request });
      } catch (err) {
        if (!(err instanceof Fault) || err.retry.kind === "never") throw err;
        log.warn({ err, request }, "a deadline could not be struck and is tried again");
        await requestTickAgain(pool, request, faultMs);
      }
    },
  };
}

/** Records what became of an attempt, command by command. Throws when Postgres stays away. */
export function createRecord({ handle, freeze, log }: Pick<DeliverChangeParts, "handle" | "freeze" | "log">) {
  return async (commands: ChangePerformed["commands"]): Promise<void> => {
    for (const command of commands) {
      const outcome = await persistently(async () =>
        command.kind === "record-freezer" ? await freeze(command) : await handle(command),
      );
      if (outcome.kind === "refused") log.warn({ command: command.kind }, "what became of a change was refused");
    }
  };
}

const againMs = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * What has been done cannot be done again to learn its outcome: while Postgres is away for a moment, what came of it is kept. Longer
 * than that, and it is said to be unknown when its lease is over.
 */
async function persistently<Result>(record: () => Promise<Result>): Promise<Result> {
  for (const ms of againMs) {
    try {
      return await record();
    } catch (err) {
      if (!(err instanceof Fault) || err.retry.kind === "never") throw err;
      await pause(ms);
    }
  }
  return record();
}
