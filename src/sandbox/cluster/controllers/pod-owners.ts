import type { JsonObject } from "../../slack/json.ts";
import { create, depart } from "../lifecycle.ts";
import {
  conditionOf,
  createdAt,
  dig,
  isControlledBy,
  isLeaving,
  isTrue,
  nameOf,
  namespaceOf,
  numberIn,
  objectIn,
  ownerReference,
  textIn,
  textsIn,
} from "../objects.ts";
import type { World } from "../world.ts";

/** Pods of an owner that count: not over, not leaving. */
export function activePods(world: World, owner: JsonObject): readonly JsonObject[] {
  return world.store
    .list("pods", namespaceOf(owner))
    .filter((pod) => isControlledBy(pod, owner) && !isLeaving(pod) && !isOver(pod));
}

const isOver = (pod: JsonObject): boolean => ["Succeeded", "Failed"].includes(textIn(pod, "status", "phase"));

/** A pod after the owner's template. `metadata` names it. */
export function createPod(world: World, owner: JsonObject, metadata: JsonObject, spec: JsonObject = {}): JsonObject {
  const template = objectIn(owner, "spec", "template");
  return create(world, "pods", {
    metadata: {
      ...metadata,
      namespace: namespaceOf(owner),
      labels: { ...textsIn(template, "metadata", "labels"), ...textsIn(metadata, "labels") },
      annotations: dig(template, "metadata", "annotations"),
      ownerReferences: [ownerReference(owner)],
    },
    spec: { ...objectIn(template, "spec"), ...spec },
    status: { phase: "Pending", qosClass: "Burstable" },
  });
}

export function removePod(world: World, pod: JsonObject): void {
  depart(world, "pods", pod);
}

/** Ready for as long as its owner asks; otherwise milliseconds until then, undefined when it is not ready at all. */
export function untilAvailable(world: World, owner: JsonObject, pod: JsonObject): number | undefined {
  if (!isTrue(pod, "Ready")) return undefined;
  const since = Date.parse(textIn(conditionOf(pod, "Ready"), "lastTransitionTime"));
  return Math.max(0, since + numberIn(owner, 0, "spec", "minReadySeconds") * 1000 - world.now());
}

/** Who goes first: without a node, not ready, then the youngest. */
export function byDispensability(left: JsonObject, right: JsonObject): number {
  const weight = (pod: JsonObject): number =>
    textIn(pod, "spec", "nodeName") === "" ? 0 : isTrue(pod, "Ready") ? 2 : 1;
  return weight(left) - weight(right) || createdAt(right) - createdAt(left) || (nameOf(left) < nameOf(right) ? -1 : 1);
}
