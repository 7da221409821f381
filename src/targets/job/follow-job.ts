import { setTimeout as pauseFor } from "node:timers/promises";
import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import type { Doing } from "../target.ts";
import { createJobLog } from "./job-log.ts";
import type { JobPlace } from "./job-place.ts";
import { judgeJob } from "./judge-job.ts";
import { lookAtJob, type MeantJob } from "./look-at-job.ts";

export interface JobPatience {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds between two looks. */
  readonly pauseMs: number;
  /** How long what cannot begin is given for somebody, or the cluster, to mend it. */
  readonly stuckMs: number;
  /** How long it is followed: less than a run may hold its target. */
  readonly followMs: number;
  /** How long the end of one that outlasted that is waited for when it is read back. */
  readonly verifyMs: number;
}

/** What became of a Job for as long as it was followed. */
export type Followed =
  | { readonly kind: "ended"; readonly text: string; readonly log: string; readonly image: string }
  /** Nothing of it ran, and nothing will unless it is deleted or mended. */
  | { readonly kind: "stuck"; readonly text: string; readonly uid: string }
  | { readonly kind: "gone"; readonly text: string; readonly log: string }
  | { readonly kind: "running"; readonly text: string; readonly log: string };

/** Follows a Job with what it prints until it has ended, cannot begin, or the time is over. An abort is thrown as it is. */
export async function followJob(
  door: KubernetesDoor,
  place: JobPlace,
  meant: MeantJob,
  doing: Doing,
  { now, pauseMs, stuckMs, followMs }: JobPatience,
): Promise<Followed> {
  const { signal, emit } = doing;
  const until = now() + followMs;
  const log = createJobLog(door, place, emit);
  const enough = AbortSignal.any([signal, AbortSignal.timeout(followMs)]);
  let pod = "";
  let last = "";
  let stuckSince: number | undefined;
  for (;;) {
    const seen = await lookPatiently(() => lookAtJob(door, place, meant, signal), signal);
    if (seen?.kind === "refused") return { kind: "gone", text: seen.reason, log: await log.end(pod, signal) };
    const state = seen ? judgeJob(seen) : undefined;
    const text = state?.text ?? "the cluster did not answer; looking again";
    if (text !== last) emit(`${text}\n`);
    last = text;
    if (state?.kind === "running" || state?.kind === "ended") {
      pod = state.pod || pod;
      if (state.pod !== "") await log.follow(state.pod, enough);
      signal.throwIfAborted();
    }
    if (state?.kind === "ended") {
      return { kind: "ended", text, log: await log.end(pod, signal), image: state.image };
    }
    stuckSince = state?.kind === "stuck" ? (stuckSince ?? now()) : state ? undefined : stuckSince;
    if (seen && stuckSince !== undefined && now() - stuckSince >= stuckMs)
      return { kind: "stuck", text, uid: seen.uid };
    if (now() >= until || enough.aborted) return { kind: "running", text, log: await log.end(pod, signal) };
    await pauseFor(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function lookPatiently<T>(look: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (signal.aborted || !(error instanceof Fault) || error.retry.kind === "never") throw error;
    return undefined;
  }
}
