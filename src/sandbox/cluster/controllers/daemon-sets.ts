import type { JsonObject } from "../../slack/json.ts";
import { note } from "../lifecycle.ts";
import { isLeaving, isTrue, labelsOf, nameOf, numberIn, objectsIn, textIn, withPart } from "../objects.ts";
import type { World } from "../world.ts";
import { hashLabel, presentRevision, revisionLabel } from "./controller-revisions.ts";
import { activePods, createPod, removePod } from "./pod-owners.ts";

/** One pod on each node that is not kept free by a taint; renewed one node at a time. */
export function runDaemonSets(world: World, namespace: string): void {
  const nodes = world.store.list("nodes").filter((node) => !objectsIn(node, "spec", "taints").some(keepsFree));
  for (const set of world.store.list("daemonsets", namespace)) {
    if (isLeaving(set)) continue;
    const hash = hashLabel(presentRevision(world, set), nameOf(set));
    for (const node of nodes)
      if (!activePods(world, set).some((pod) => textIn(pod, "spec", "nodeName") === nameOf(node))) {
        const labels = { [revisionLabel]: hash };
        createPod(world, set, { generateName: `${nameOf(set)}-`, labels }, { nodeName: nameOf(node) });
      }
    const pods = activePods(world, set);
    const isSettled = pods.every((pod) => isTrue(pod, "Ready"));
    const old = pods.find((pod) => labelsOf(pod)[revisionLabel] !== hash);
    if (old !== undefined && isSettled && textIn(set, "spec", "updateStrategy", "type") !== "OnDelete")
      removePod(world, old);
    report(world, set, hash, nodes.length);
  }
}

const keepsFree = (taint: JsonObject): boolean => taint.effect === "NoSchedule" && !isCordon(taint);
const isCordon = (taint: JsonObject): boolean => taint.key === "node.kubernetes.io/unschedulable";

function report(world: World, set: JsonObject, hash: string, wanted: number): void {
  const pods = activePods(world, set);
  const ready = pods.filter((pod) => isTrue(pod, "Ready")).length;
  note(
    world,
    "daemonsets",
    withPart(set, "status", {
      observedGeneration: numberIn(set, 1, "metadata", "generation"),
      desiredNumberScheduled: wanted,
      currentNumberScheduled: pods.length,
      numberReady: ready,
      numberAvailable: ready,
      numberUnavailable: wanted > ready ? wanted - ready : undefined,
      numberMisscheduled: 0,
      updatedNumberScheduled: pods.filter((pod) => labelsOf(pod)[revisionLabel] === hash).length,
    }),
  );
}
