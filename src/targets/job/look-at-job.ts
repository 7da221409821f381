import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { resourcePath } from "../../clients/kubernetes-path.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import { listRaw } from "../kubernetes/ask.ts";
import { type FoundObject, findObject, type ObjectAt } from "../kubernetes/change/found-object.ts";
import { podsOwnedBy } from "../kubernetes/pods-of.ts";
import { refused } from "../kubernetes/scope.ts";
import type { Refused } from "../target.ts";
import { digestIn } from "./job-object.ts";
import type { JobPlace } from "./job-place.ts";
import type { SeenJob } from "./judge-job.ts";

/** Which Job is meant: by its name, and by what it was made to run. */
export interface MeantJob {
  readonly name: string;
  readonly digest: string;
}

const jobs = { group: "batch", version: "v1", plural: "jobs", namespaced: true };

/** Where Jobs of a namespace are made, and one of them. */
export function jobAt({ context, namespace }: JobPlace, name: string): ObjectAt & { readonly collection: string } {
  return {
    context,
    path: resourcePath(jobs, { namespace, name }),
    collection: resourcePath(jobs, { namespace }),
    words: `job/${name} in ${namespace}`,
  };
}

/** The Job that was approved; another one of its name is a refusal. */
export async function findJob(
  door: KubernetesDoor,
  place: JobPlace,
  { name, digest }: MeantJob,
  signal: AbortSignal,
): Promise<FoundObject | Refused> {
  const at = jobAt(place, name);
  const found = await findObject(door, at, signal);
  if (found.kind === "refused") return found;
  const written = digestIn(found.raw);
  return written === digest ? found : refused(`${at.words} is not the one that was approved; somebody else made it`);
}

/** The Job with its pods, and while it has none what the cluster says of it. */
export async function lookAtJob(
  door: KubernetesDoor,
  place: JobPlace,
  meant: MeantJob,
  signal: AbortSignal,
): Promise<({ readonly kind: "seen"; readonly uid: string } & SeenJob) | Refused> {
  const found = await findJob(door, place, meant, signal);
  if (found.kind === "refused") return found;
  const pods = await podsOfJob(door, place, { name: meant.name, uid: found.uid }, signal);
  const events = pods.length > 0 ? [] : await eventsOf(door, place, meant.name, signal);
  return { kind: "seen", uid: found.uid, job: found.raw, pods, events };
}

/** The pods that the cluster made for this very Job. */
export function podsOfJob(
  door: KubernetesDoor,
  place: JobPlace,
  { name, uid }: { readonly name: string; readonly uid: string },
  signal: AbortSignal,
) {
  return podsOwnedBy(door, place, { labelSelector: `job-name=${name}`, uid }, signal);
}

async function eventsOf(door: KubernetesDoor, place: JobPlace, name: string, signal: AbortSignal) {
  const resource = await findResource(door, place.context, "events", signal);
  const fieldSelector = `involvedObject.kind=Job,involvedObject.name=${name}`;
  return (await listRaw(door, place, resource, { fieldSelector }, signal)).items;
}
