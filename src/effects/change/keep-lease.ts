import { setTimeout as pause } from "node:timers/promises";
import { mayStillRun } from "../../approval/lease.ts";
import { leaseMs } from "../../approval/limits.ts";
import { Fault } from "../../clients/fault.ts";
import { findRequestNow } from "../../store/requests.ts";
import type { ChangeContext } from "./change-context.ts";

/** One execution's hold on its target, as this process sees it. */
export interface Lease {
  /** Aborted when nothing may be sent any more: the deadline is over, or somebody else has the say. */
  readonly signal: AbortSignal;
  /** Set where `beforeSending` has let nothing more be sent: before anything was, or after a part of it. */
  readonly stopped: "unsent" | "midway" | undefined;
  /** Renews it from now on. */
  begin(): void;
  /**
   * "Checked again before the call": asks Postgres, since the clock of a process that was stopped for a while has not struck yet. Throws
   * the signal's reason when nothing may be sent, or when it cannot be known.
   */
  beforeSending(): Promise<void>;
  end(): void;
}

const renewEveryMs = 20_000;

/**
 * Begun before the grant is asked for: what is counted here is always later than Postgres's own clock, so this process stops before
 * anybody takes it for lost.
 */
export function keepLease(
  request: string,
  run: string,
  { db, handle, log }: Pick<ChangeContext, "db" | "handle" | "log">,
): Lease {
  const lost = new AbortController();
  const ended = new AbortController();
  const over = new Error("the lease of this run is over");
  const deadline = () => setTimeout(() => lost.abort(over), leaseMs.deadline).unref();
  let timer = deadline();
  let isSent = false;
  let stopped: Lease["stopped"];
  const renew = async (): Promise<void> => {
    const next = deadline();
    try {
      const outcome = await handle({ kind: "renew-run", request, run });
      const isRenewed = outcome.kind !== "refused";
      clearTimeout(isRenewed ? timer : next);
      if (isRenewed) timer = next;
      else lost.abort(new Error(outcome.refusal.text));
    } catch (error) {
      clearTimeout(next);
      if (!(error instanceof Fault)) throw error;
      log.warn({ err: error, request }, "the lease of a run could not be renewed");
    }
  };
  const keep = async (): Promise<void> => {
    for (;;) {
      await pause(renewEveryMs, undefined, { signal: ended.signal });
      await renew();
    }
  };
  return {
    signal: lost.signal,
    get stopped() {
      return stopped;
    },
    begin() {
      keep().catch((error: unknown) => {
        if (!ended.signal.aborted) lost.abort(error);
      });
    },
    async beforeSending() {
      try {
        const now = await findRequestNow(db, request);
        if (!now || !mayStillRun(now.request, run, now.postgres)) lost.abort(over);
        lost.signal.throwIfAborted();
        isSent = true;
      } catch (error) {
        stopped = isSent ? "midway" : "unsent";
        lost.abort(error);
        throw lost.signal.reason;
      }
    },
    end() {
      ended.abort();
      clearTimeout(timer);
    },
  };
}
