import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findObject } from "../kubernetes/change/found-object.ts";
import type { Inspection } from "../target.ts";
import { keptSeconds } from "./job-object.ts";
import type { JobPlace } from "./job-place.ts";
import { judgeJob } from "./judge-job.ts";
import { jobAt, lookAtJob, type MeantJob } from "./look-at-job.ts";

/**
 * What became of a Job whose run nobody saw to its end. `sinceMs`: how long ago it was previewed; a finished Job is kept only so long
 * that its absence says little later on.
 */
export async function inspectJob(
  door: KubernetesDoor,
  place: JobPlace,
  meant: MeantJob,
  sinceMs: number,
  signal: AbortSignal,
): Promise<Inspection> {
  const at = jobAt(place, meant.name);
  const there = await findObject(door, at, signal);
  if (there.kind === "refused")
    return sinceMs < keptSeconds * 1000
      ? { kind: "not-done", text: `${there.reason}: it was never made, or somebody has deleted it` }
      : { kind: "unclear", text: `${there.reason}; had it run, it would have been deleted by now` };
  const seen = await lookAtJob(door, place, meant, signal);
  if (seen.kind === "refused") return { kind: "unclear", text: seen.reason };
  return { kind: "done", text: `it was made as ${at.words}: ${judgeJob(seen).text}` };
}
