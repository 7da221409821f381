import { setTimeout as pause } from "node:timers/promises";
import { leaseMs } from "../../approval/limits.ts";
import { Fault } from "../../clients/fault.ts";
import type { ChangeContext } from "./change-context.ts";

/** One execution's hold on its target, as this process sees it. */
export interface Lease {
  /** Aborted when nothing may be sent any more: the deadline is over, or somebody else has the say. */
  readonly signal: AbortSignal;
  /** Renews it from now on. */
  begin(): void;
  end(): void;
}

const renewEveryMs = 20_000;

/**
 * Begun before the grant is asked for: what is counted here is always later than Postgres's own clock, so this process stops before
 * anybody takes it for lost.
 */
export function keepLease(request: string, run: string, { handle, log }: Pick<ChangeContext, "handle" | "log">): Lease {
  const lost = new AbortController();
  const ended = new AbortController();
  const over = new Error("the lease of this run is over");
  const deadline = () => setTimeout(() => lost.abort(over), leaseMs.deadline).unref();
  let timer = deadline();
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
    begin() {
      keep().catch((error: unknown) => {
        if (!ended.signal.aborted) lost.abort(error);
      });
    },
    end() {
      ended.abort();
      clearTimeout(timer);
    },
  };
}
