import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import type { Refused } from "../target.ts";
import { getObject, listObjects, type Selection } from "./ask.ts";
import { type JsonObject, numberAt, objectsAt, textAt, textsAt, valueAt } from "./change/json.ts";
import { refused, type Scope } from "./scope.ts";
import { selectorOf } from "./selector.ts";

/** The pods of a workload, first the one kubectl would choose: running, ready, ready for longest, restarted most, oldest. */
export async function podsOf(
  door: KubernetesDoor,
  scope: Scope,
  word: string,
  name: string,
  signal: AbortSignal,
): Promise<readonly JsonObject[] | Refused> {
  const resource = await findResource(door, scope.context, word, signal);
  const workload = await getObject(door, scope, resource, name, signal);
  if (resource.plural === "pods") return [workload];
  const selector = valueAt(workload, "spec", "selector");
  const plain = Object.entries(textsAt(workload, "spec", "selector")).map(([key, value]) => `${key}=${value}`);
  const labelSelector = selectorOf(selector) || plain.join(",");
  if (labelSelector === "") return refused(`${resource.plural}/${name} says of no pods that they are its own`);
  const items = await podsWith(door, scope, { labelSelector }, signal);
  return [...items].sort(
    (one, other) =>
      rank(other) - rank(one) ||
      readySince(one).localeCompare(readySince(other)) ||
      restartsOf(other) - restartsOf(one) ||
      bornAt(one).localeCompare(bornAt(other)),
  );
}

/** The pods that a selector finds, as the cluster lists them. */
export async function podsWith(
  door: KubernetesDoor,
  scope: Scope,
  selection: Selection,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const pods = await findResource(door, scope.context, "pods", signal);
  const { items } = await listObjects(door, scope, pods, selection, signal);
  return items;
}

/** The pods that a selector finds and that belong to the owner of this uid: labels alone can be anybody's. */
export async function podsOwnedBy(
  door: KubernetesDoor,
  scope: Scope,
  { labelSelector, uid }: { readonly labelSelector: string; readonly uid: string },
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const pods = await podsWith(door, scope, { labelSelector }, signal);
  return pods.filter((pod) => objectsAt(pod, "metadata", "ownerReferences").some((owner) => owner.uid === uid));
}

/** Names of a pod's containers in the order they start. */
export function containersOf(pod: JsonObject): readonly string[] {
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((key) =>
    objectsAt(pod, "spec", key).map((container) => textAt(container, "name")),
  );
}

/** The container that is meant when none is named. */
export function defaultContainer(pod: JsonObject): string | undefined {
  const annotated = textAt(pod, "metadata", "annotations", "kubectl.kubernetes.io/default-container");
  const names = objectsAt(pod, "spec", "containers").map((container) => textAt(container, "name"));
  return names.includes(annotated) ? annotated : names[0];
}

function rank(pod: JsonObject): number {
  return (textAt(pod, "status", "phase") === "Running" ? 2 : 0) + (readySince(pod) === "" ? 0 : 1);
}

/** Empty when it is not ready. */
function readySince(pod: JsonObject): string {
  const ready = objectsAt(pod, "status", "conditions").find((one) => one.type === "Ready" && one.status === "True");
  return textAt(ready, "lastTransitionTime");
}

function restartsOf(pod: JsonObject): number {
  return Math.max(0, ...objectsAt(pod, "status", "containerStatuses").map((one) => numberAt(one, "restartCount") ?? 0));
}

function bornAt(pod: JsonObject): string {
  return textAt(pod, "metadata", "creationTimestamp");
}
