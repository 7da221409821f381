import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import type { rolloutHistory } from "../../operation/kubernetes/rollout.ts";
import { workloadOf } from "../../operation/kubernetes/workload.ts";
import type { Output, Refused, Site } from "../target.ts";
import { getObject } from "./ask.ts";
import { type JsonObject, objectAt, textAt } from "./change/json.ts";
import { templateLines } from "./describe/pod-spec.ts";
import { hideValues } from "./hide-values.ts";
import { controllerRevisionsOf, type RevisionObject, replicaSetsOf } from "./revisions.ts";
import { isRefused, refused, scopeOf } from "./scope.ts";
import { setTabs } from "./tabs.ts";

type Given = ReturnType<typeof rolloutHistory.schema.parse>;

/** `kubectl rollout history`: the revisions, or with `revision` the template of one. */
export async function runRolloutHistory(
  door: KubernetesDoor,
  given: Given,
  site: Site,
  signal: AbortSignal,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const { kind, name } = workloadOf(given);
  const resource = await findResource(door, scope.context, `${kind}s`, signal);
  const workload = await getObject(door, scope, resource, name, signal);
  const remembered = kind === "deployment" ? replicaSetsOf : controllerRevisionsOf;
  const revisions = await remembered(door, scope.context, workload, signal);
  if (given.revision) {
    const one = revisions.find(({ revision }) => revision === given.revision);
    const known = revisions.map(({ revision }) => revision).join(", ") || "none";
    if (!one) return refused(`${kind}/${name} has no revision ${given.revision}; it remembers ${known}`);
    return {
      text: `${kind}.apps/${name} with revision #${one.revision}\n${setTabs(templateLines(templateOf(one)))}\n`,
    };
  }
  const rows = revisions.map((one) => `${one.revision}\t${causeOf(one)}`);
  return { text: `${kind}.apps/${name} \n${setTabs(["REVISION\tCHANGE-CAUSE", ...rows])}\n` };
}

/** With the reason it was made for first among its annotations, as kubectl shows it. */
function templateOf(revision: RevisionObject): JsonObject {
  const object = hideValues(revision.object);
  const isReplicaSet = textAt(object, "kind") === "ReplicaSet";
  const template = isReplicaSet ? objectAt(object, "spec", "template") : objectAt(object, "data", "spec", "template");
  const cause = textAt(object, "metadata", "annotations", causeAnnotation);
  if (cause === "") return template;
  const metadata = objectAt(template, "metadata");
  const annotations = { ...objectAt(metadata, "annotations"), [causeAnnotation]: cause };
  return { ...template, metadata: { ...metadata, annotations } };
}

const causeAnnotation = "kubernetes.io/change-cause";

function causeOf({ object }: RevisionObject): string {
  return textAt(object, "metadata", "annotations", causeAnnotation) || "<none>";
}
