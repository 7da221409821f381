import type { WorkloadKind } from "../../../operation/kubernetes/workload.ts";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "./json.ts";

/** How far a rollout is, judged from one reading of the workload, as `kubectl rollout status` does. */
export type RolloutState =
  | { readonly kind: "waiting" | "done"; readonly text: string }
  /** It will not finish. `since` is when the controller said so, as it wrote it. */
  | { readonly kind: "failed"; readonly text: string; readonly since?: string };

export function rolloutState(kind: WorkloadKind, workload: JsonObject): RolloutState {
  const generation = numberAt(workload, "metadata", "generation") ?? 0;
  if (generation > (numberAt(workload, "status", "observedGeneration") ?? 0)) {
    return waiting("the cluster has not seen the change yet");
  }
  switch (kind) {
    case "deployment":
      return deploymentState(workload);
    case "statefulset":
      return statefulSetState(workload);
    case "daemonset":
      return daemonSetState(workload);
  }
}

function deploymentState(deployment: JsonObject): RolloutState {
  const failure = deadlineExceeded(deployment);
  if (failure) return failure;
  const wanted = numberAt(deployment, "spec", "replicas") ?? 1;
  const { all, updated, available } = counts(deployment);
  if (updated < wanted) return waiting(`${updated} of ${wanted} pods are updated`);
  if (all > updated) return waiting(`${all - updated} old ${pods(all - updated)} still to end`);
  if (available < updated) return waiting(`${available} of ${updated} updated pods are available`);
  return done(`${available} of ${updated} updated pods are available`);
}

function deadlineExceeded(deployment: JsonObject): RolloutState | undefined {
  const progressing = objectsAt(deployment, "status", "conditions").find((one) => one.type === "Progressing");
  if (progressing?.reason !== "ProgressDeadlineExceeded") return undefined;
  const { updated, available } = counts(deployment);
  const text = `it made no progress within its deadline: ${available} of ${updated} updated pods are available`;
  return { kind: "failed", text, since: textAt(progressing, "lastUpdateTime") };
}

function statefulSetState(statefulSet: JsonObject): RolloutState {
  const strategy = objectAt(statefulSet, "spec", "updateStrategy");
  if (strategy.type === "OnDelete") return done("its pods change when each is deleted, not by themselves");
  const wanted = numberAt(statefulSet, "spec", "replicas") ?? 1;
  const ready = numberAt(statefulSet, "status", "readyReplicas") ?? 0;
  const { updated } = counts(statefulSet);
  if (ready < wanted) return waiting(`${ready} of ${wanted} pods are ready`);
  const partition = numberAt(strategy, "rollingUpdate", "partition") ?? 0;
  if (partition > 0) {
    const share = Math.max(wanted - partition, 0);
    return updated < share
      ? waiting(`${updated} of ${share} pods above the partition are updated`)
      : done(`${updated} pods above the partition are updated`);
  }
  if (textAt(statefulSet, "status", "updateRevision") !== textAt(statefulSet, "status", "currentRevision")) {
    return waiting(`${updated} of ${wanted} pods are updated`);
  }
  return done(`${ready} of ${wanted} pods are updated and ready`);
}

function daemonSetState(daemonSet: JsonObject): RolloutState {
  if (textAt(daemonSet, "spec", "updateStrategy", "type") === "OnDelete") {
    return done("its pods change when each is deleted, not by themselves");
  }
  const wanted = numberAt(daemonSet, "status", "desiredNumberScheduled") ?? 0;
  const updated = numberAt(daemonSet, "status", "updatedNumberScheduled") ?? 0;
  const available = numberAt(daemonSet, "status", "numberAvailable") ?? 0;
  if (updated < wanted) return waiting(`${updated} of ${wanted} pods are updated`);
  if (available < wanted) return waiting(`${available} of ${wanted} updated pods are available`);
  return done(`${available} of ${wanted} updated pods are available`);
}

function counts(workload: JsonObject) {
  return {
    all: numberAt(workload, "status", "replicas") ?? 0,
    updated: numberAt(workload, "status", "updatedReplicas") ?? 0,
    available: numberAt(workload, "status", "availableReplicas") ?? 0,
  };
}

function pods(count: number): string {
  return count === 1 ? "pod has" : "pods have";
}

function waiting(text: string): RolloutState {
  return { kind: "waiting", text };
}

function done(text: string): RolloutState {
  return { kind: "done", text };
}
