import type { JsonObject } from "../../slack/json.ts";
import { note } from "../lifecycle.ts";
import {
  isControlledBy,
  isLeaving,
  isTrue,
  labelsOf,
  nameOf,
  namespaceOf,
  numberIn,
  objectIn,
  textIn,
  withPart,
} from "../objects.ts";
import type { World } from "../world.ts";
import { presentRevision, revisionLabel } from "./controller-revisions.ts";
import { createPod, removePod } from "./pod-owners.ts";

/** Pods with an ordinal each: made from the first up, taken away and renewed from the last down, one at a time. */
export function runStatefulSets(world: World, namespace: string): void {
  for (const set of world.store.list("statefulsets", namespace)) {
    if (isLeaving(set)) continue;
    const revision = presentRevision(world, set);
    step(world, set, nameOf(revision));
    report(world, set, nameOf(revision));
  }
}

const replicasOf = (set: JsonObject): number => numberIn(set, 1, "spec", "replicas");
const ordinalOf = (pod: JsonObject): number => Number(/-(\d+)$/.exec(nameOf(pod))?.[1] ?? -1);
const podsOf = (world: World, set: JsonObject): readonly JsonObject[] =>
  world.store
    .list("pods", namespaceOf(set))
    .filter((pod) => isControlledBy(pod, set))
    .sort((left, right) => ordinalOf(left) - ordinalOf(right));

function step(world: World, set: JsonObject, revision: string): void {
  const pods = podsOf(world, set);
  const tell = (reason: string, message: string): void =>
    world.record(set, { type: "Normal", reason, message, component: "statefulset-controller" });
  for (let ordinal = 0; ordinal < replicasOf(set); ordinal += 1) {
    const pod = pods.find((one) => ordinalOf(one) === ordinal);
    const name = `${nameOf(set)}-${ordinal}`;
    if (pod === undefined) {
      const labels = {
        [revisionLabel]: revision,
        "statefulset.kubernetes.io/pod-name": name,
        "apps.kubernetes.io/pod-index": String(ordinal),
      };
      createPod(world, set, { name, labels }, { hostname: name, subdomain: textIn(set, "spec", "serviceName") });
      tell("SuccessfulCreate", `create Pod ${name} in StatefulSet ${nameOf(set)} successful`);
    }
    const isParallel = textIn(set, "spec", "podManagementPolicy") === "Parallel";
    if (!isParallel && (pod === undefined || isLeaving(pod) || !isTrue(pod, "Ready"))) return;
  }
  if (pods.some((pod) => isLeaving(pod) || !isTrue(pod, "Ready"))) return;
  const partition = numberIn(set, 0, "spec", "updateStrategy", "rollingUpdate", "partition");
  const isByHand = textIn(set, "spec", "updateStrategy", "type") === "OnDelete";
  const last = [...pods].reverse().find((pod) => {
    const isOld = labelsOf(pod)[revisionLabel] !== revision && ordinalOf(pod) >= partition && !isByHand;
    return ordinalOf(pod) >= replicasOf(set) || isOld;
  });
  if (last === undefined) return;
  removePod(world, last);
  tell("SuccessfulDelete", `delete Pod ${nameOf(last)} in StatefulSet ${nameOf(set)} successful`);
}

function report(world: World, set: JsonObject, revision: string): void {
  const pods = podsOf(world, set).filter((pod) => !isLeaving(pod));
  const ready = pods.filter((pod) => isTrue(pod, "Ready")).length;
  const updated = pods.filter((pod) => labelsOf(pod)[revisionLabel] === revision).length;
  const isDone = updated === replicasOf(set) && ready === replicasOf(set);
  const before = textIn(set, "status", "currentRevision");
  const current = isDone || before === "" ? revision : before;
  note(
    world,
    "statefulsets",
    withPart(set, "status", {
      observedGeneration: numberIn(set, 1, "metadata", "generation"),
      replicas: pods.length,
      readyReplicas: ready,
      availableReplicas: ready,
      updatedReplicas: updated,
      currentReplicas: pods.filter((pod) => labelsOf(pod)[revisionLabel] === current).length,
      currentRevision: current,
      updateRevision: revision,
      collisionCount: numberIn(objectIn(set, "status"), 0, "collisionCount"),
    }),
  );
}
