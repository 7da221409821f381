import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import { listRaw } from "./ask.ts";
import { type JsonObject, numberAt, objectsAt, textAt, valueAt } from "./change/json.ts";
import { selectorOf } from "./selector.ts";

export interface RevisionObject {
  /** 0: the annotation is missing. */
  readonly revision: number;
  /** The ReplicaSet or ControllerRevision that keeps it, as the server gave it. */
  readonly object: JsonObject;
}

/** The ReplicaSets a Deployment controls, by ascending revision. */
export async function replicaSetsOf(
  door: KubernetesDoor,
  context: string | undefined,
  deployment: JsonObject,
  signal: AbortSignal,
): Promise<readonly RevisionObject[]> {
  const owned = await ownedBy(door, context, deployment, "replicasets", signal);
  const annotation = "deployment.kubernetes.io/revision";
  return sorted(
    owned.map((object) => ({ revision: Number(textAt(object, "metadata", "annotations", annotation)) || 0, object })),
  );
}

/** The ControllerRevisions of a StatefulSet or DaemonSet, by ascending revision. */
export async function controllerRevisionsOf(
  door: KubernetesDoor,
  context: string | undefined,
  workload: JsonObject,
  signal: AbortSignal,
): Promise<readonly RevisionObject[]> {
  const owned = await ownedBy(door, context, workload, "controllerrevisions", signal);
  return sorted(owned.map((object) => ({ revision: numberAt(object, "revision") ?? 0, object })));
}

async function ownedBy(
  door: KubernetesDoor,
  context: string | undefined,
  workload: JsonObject,
  plural: string,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const resource = await findResource(door, context, plural, signal);
  const scope = { context, namespace: textAt(workload, "metadata", "namespace") };
  const labelSelector = selectorOf(valueAt(workload, "spec", "selector"));
  const { items } = await listRaw(door, scope, resource, { labelSelector }, signal);
  const uid = textAt(workload, "metadata", "uid");
  return items.filter((one) =>
    objectsAt(one, "metadata", "ownerReferences").some((owner) => owner.controller === true && owner.uid === uid),
  );
}

function sorted(revisions: readonly RevisionObject[]): readonly RevisionObject[] {
  return [...revisions].sort((a, b) => a.revision - b.revision);
}
