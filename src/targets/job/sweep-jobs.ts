import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import { listRaw } from "../kubernetes/ask.ts";
import { deleteObject } from "../kubernetes/change/delete-object.ts";
import { type JsonObject, objectsAt, textAt } from "../kubernetes/change/json.ts";
import type { Changing } from "../target.ts";
import { digestIn, keptSeconds, ownLabel } from "./job-object.ts";
import type { JobPlace } from "./job-place.ts";
import { jobAt } from "./look-at-job.ts";

/**
 * Deletes the Jobs of earlier runs that ended longer ago than they are kept: a cluster before 1.21 does not do it by itself. Nobody waits
 * for it; what cannot be deleted is left for the next time. `now`: milliseconds since 1970.
 */
export async function sweepJobs(door: KubernetesDoor, place: JobPlace, now: number, doing: Changing): Promise<void> {
  if (doing.dryRun) return;
  try {
    const jobs = await findResource(door, place.context, "jobs", doing.signal);
    const { items } = await listRaw(door, place, jobs, { labelSelector: ownLabel.join("=") }, doing.signal);
    const over = items.filter((job) => digestIn(job) !== "" && now - endOf(job) > keptSeconds * 1000);
    for (const { metadata } of over.slice(0, mostAtOnce)) {
      const at = jobAt(place, textAt(metadata, "name"));
      const uid = textAt(metadata, "uid");
      await deleteObject(door, place.context, { ...at, uid }, { propagationPolicy: "Background" }, doing);
    }
  } catch (error) {
    if (doing.signal.aborted || !(error instanceof Fault)) throw error;
  }
}

const mostAtOnce = 50;

/** When it ended, in milliseconds since 1970; not a number while it goes on. */
function endOf(job: JsonObject): number {
  const end = objectsAt(job, "status", "conditions").find(
    ({ type, status }) => (type === "Complete" || type === "Failed") && status === "True",
  );
  return Date.parse(textAt(end, "lastTransitionTime"));
}
