import type { JsonObject } from "../../slack/json.ts";
import { note } from "../lifecycle.ts";
import { isLeaving, isTrue, nameOf, namespaceOf, numberIn, withPart } from "../objects.ts";
import type { World } from "../world.ts";
import { activePods, byDispensability, createPod, removePod, untilAvailable } from "./pod-owners.ts";

/** Keeps as many pods as each ReplicaSet wants. */
export function runReplicaSets(world: World, namespace: string): void {
  for (const replicaSet of world.store.list("replicasets", namespace)) {
    if (isLeaving(replicaSet)) continue;
    const pods = activePods(world, replicaSet);
    const missing = numberIn(replicaSet, 1, "spec", "replicas") - pods.length;
    for (let count = 0; count < missing; count += 1) {
      const pod = createPod(world, replicaSet, { generateName: `${nameOf(replicaSet)}-` });
      tell(world, replicaSet, "SuccessfulCreate", `Created pod: ${nameOf(pod)}`);
    }
    for (const pod of [...pods].sort(byDispensability).slice(0, Math.max(0, -missing))) {
      removePod(world, pod);
      tell(world, replicaSet, "SuccessfulDelete", `Deleted pod: ${nameOf(pod)}`);
    }
    report(world, replicaSet);
  }
}

const tell = (world: World, about: JsonObject, reason: string, message: string): void =>
  world.record(about, { type: "Normal", reason, message, component: "replicaset-controller" });

function report(world: World, replicaSet: JsonObject): void {
  const pods = activePods(world, replicaSet);
  const waits = pods.map((pod) => untilAvailable(world, replicaSet, pod));
  const soonest = Math.min(...waits.filter((wait) => wait !== undefined).filter((wait) => wait > 0));
  if (Number.isFinite(soonest)) world.after(soonest + 1_000, () => runReplicaSets(world, namespaceOf(replicaSet)));
  const ready = pods.filter((pod) => isTrue(pod, "Ready")).length;
  const available = waits.filter((wait) => wait === 0).length;
  note(
    world,
    "replicasets",
    withPart(replicaSet, "status", {
      replicas: pods.length,
      fullyLabeledReplicas: pods.length > 0 ? pods.length : undefined,
      readyReplicas: ready > 0 ? ready : undefined,
      availableReplicas: available > 0 ? available : undefined,
      observedGeneration: numberIn(replicaSet, 1, "metadata", "generation"),
    }),
  );
}
