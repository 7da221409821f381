import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { resourcePath } from "../../clients/kubernetes-path.ts";
import { type KubernetesObject, kubernetesList } from "./object.ts";
import { selectorOf } from "./selector.ts";

export interface Revision {
  readonly revision: number;
  /** The ReplicaSet, or the ControllerRevision, that keeps it. */
  readonly object: KubernetesObject;
}

/** The ReplicaSets a Deployment controls, by ascending revision; 0: the annotation is missing. */
export async function replicaSetsOf(
  door: KubernetesDoor,
  context: string | undefined,
  deployment: KubernetesObject,
  signal: AbortSignal,
): Promise<readonly Revision[]> {
  const owned = await ownedBy(door, context, deployment, "replicasets", signal);
  return sorted(
    owned.map((object) => ({
      revision: Number(object.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0) || 0,
      object,
    })),
  );
}

/** The ControllerRevisions of a StatefulSet or DaemonSet, by ascending revision. */
export async function controllerRevisionsOf(
  door: KubernetesDoor,
  context: string | undefined,
  workload: KubernetesObject,
  signal: AbortSignal,
): Promise<readonly Revision[]> {
  const owned = await ownedBy(door, context, workload, "controllerrevisions", signal);
  return sorted(owned.map((object) => ({ revision: Number(object.revision ?? 0), object })));
}

async function ownedBy(
  door: KubernetesDoor,
  context: string | undefined,
  { metadata, spec }: KubernetesObject,
  plural: string,
  signal: AbortSignal,
): Promise<readonly KubernetesObject[]> {
  const path = resourcePath(
    { group: "apps", version: "v1", plural, namespaced: true },
    { namespace: metadata.namespace },
  );
  const query = { labelSelector: selectorOf(spec?.selector) };
  const { items } = kubernetesList.parse(await door.json(context, { method: "GET", path, query, signal }));
  return (items ?? []).filter((one) =>
    one.metadata.ownerReferences?.some(({ uid, controller }) => controller && uid === metadata.uid),
  );
}

function sorted(revisions: readonly Revision[]): readonly Revision[] {
  return [...revisions].sort((a, b) => a.revision - b.revision);
}
