import { setTimeout as pauseFor } from "node:timers/promises";
import { Fault } from "../../../clients/fault.ts";
import type { WorkloadKind } from "../../../operation/kubernetes/workload.ts";
import type { Doing, Refused, Verification } from "../../target.ts";
import { isRefused } from "../scope.ts";
import type { FoundObject } from "./found-object.ts";
import { numberAt, valueAt } from "./json.ts";
import { type RolloutState, rolloutState } from "./rollout-state.ts";

/** What looking again and again takes. */
export interface Patience {
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds between two looks. */
  readonly pauseMs: number;
}

interface Following<T> extends Patience {
  readonly doing: Doing;
  readonly find: () => Promise<T | Refused>;
  /** How far it is; of a rollout: `rolloutState`. */
  readonly judge: (found: T) => RolloutState;
  /** How long it may stand still; 600 seconds when not said. */
  readonly deadlineSeconds?: (found: T) => number | undefined;
}

/**
 * Looks until it is done, has failed, or has not moved for its deadline. Says each
 * step once. The end of the time given is a failure of the change; any other abort is thrown as it is.
 */
export async function follow<T extends object>(following: Following<T>): Promise<Verification> {
  const { doing, judge, now, pauseMs } = following;
  let last = "";
  let movedAt = now();
  let staleFailure: string | undefined;
  try {
    for (;;) {
      const found = await findPatiently(following);
      if (found && isRefused(found)) return { kind: "failed", text: found.reason };
      const state = found ? judge(found) : undefined;
      const deadlineMs = ((found && following.deadlineSeconds?.(found)) ?? 600) * 1000;
      if (state?.kind === "done") return { kind: "verified", text: state.text };
      // Right after a change the controller may still show the failure of the rollout before.
      if (state?.kind === "failed" && last === "") staleFailure = state.since;
      if (state?.kind === "failed" && (state.since === undefined || state.since !== staleFailure))
        return { kind: "failed", text: state.text };
      const text = state?.text ?? "the cluster did not answer; looking again";
      if (text !== last) {
        doing.emit(`${text}\n`);
        last = text;
        movedAt = now();
      }
      if (now() - movedAt > deadlineMs) return { kind: "failed", text: `nothing moved in its deadline: ${text}` };
      await pauseFor(pauseMs, undefined, { signal: doing.signal });
    }
  } catch (error) {
    if (!doing.signal.aborted) throw error;
    if (!isTimeout(doing.signal.reason)) throw doing.signal.reason;
    return { kind: "failed", text: `not finished in the time there was: ${last || "nothing was seen of it"}` };
  }
}

/** How far the rollout of a workload is, as long as it still has what was asked for. */
export function judgeRollout(kind: WorkloadKind, holds: (found: FoundObject) => boolean) {
  return (found: FoundObject): RolloutState => {
    if (!holds(found)) return { kind: "failed", text: "somebody has changed it again since" };
    if (kind === "deployment" && isPaused(found)) {
      return { kind: "done", text: "it is changed, but paused: no pod is replaced until its rollout is resumed" };
    }
    return rolloutState(kind, found.raw);
  };
}

/** The deadline a Deployment sets itself. */
export function ownDeadline({ raw }: FoundObject): number | undefined {
  return numberAt(raw, "spec", "progressDeadlineSeconds");
}

export function isPaused({ raw }: FoundObject): boolean {
  return valueAt(raw, "spec", "paused") === true;
}

async function findPatiently<T>({ find, doing }: Following<T>): Promise<T | Refused | undefined> {
  try {
    return await find();
  } catch (error) {
    if (doing.signal.aborted || !(error instanceof Fault) || error.retry.kind === "never") throw error;
    return undefined;
  }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}
