import type { JsonObject } from "../../slack/json.ts";
import { change, note } from "../lifecycle.ts";
import {
  isLeaving,
  labelsOf,
  namespaceOf,
  numberIn,
  objectIn,
  objectsIn,
  textIn,
  timestamp,
  uidOf,
  withPart,
} from "../objects.ts";
import { quantity } from "../quantity.ts";
import { resourceOfKind } from "../resources.ts";
import { matchesSelector } from "../selectors.ts";
import { usageOfContainers } from "../usage.ts";
import type { World } from "../world.ts";
import { condition } from "./pod-status.ts";

const everyMs = 15_000;

/** Keeps workloads within each HPA's bounds and says what it sees; inside the bounds it leaves them alone. */
export function createAutoscalers(world: World): (namespace: string) => void {
  const watched = new Set<string>();
  const look = (namespace: string, uid: string): void => {
    const hpa = world.store.list("horizontalpodautoscalers", namespace).find((one) => uidOf(one) === uid);
    if (hpa === undefined || isLeaving(hpa)) {
      watched.delete(uid);
      return;
    }
    scale(world, hpa);
    world.after(everyMs, () => look(namespace, uid));
  };
  return (namespace) => {
    for (const hpa of world.store.list("horizontalpodautoscalers", namespace)) {
      if (watched.has(uidOf(hpa))) continue;
      watched.add(uidOf(hpa));
      look(namespace, uidOf(hpa));
    }
  };
}

function scale(world: World, hpa: JsonObject): void {
  const reference = objectIn(hpa, "spec", "scaleTargetRef");
  const plural = resourceOfKind(textIn(reference, "kind"))?.plural ?? "";
  const target = world.store.get(plural, namespaceOf(hpa), textIn(reference, "name"));
  if (target === undefined) {
    report(world, hpa, 0, 0, undefined);
    return;
  }
  const current = numberIn(target, 1, "spec", "replicas");
  const least = numberIn(hpa, 1, "spec", "minReplicas");
  const most = numberIn(hpa, 1, "spec", "maxReplicas");
  // Nobody scales up what a person has stopped.
  const wanted = current === 0 ? 0 : Math.min(most, Math.max(least, current));
  if (wanted !== current) {
    change(world, plural, target, withPart(target, "spec", { replicas: wanted }));
    const bound = current > most ? "above Spec.MaxReplicas" : "below Spec.MinReplicas";
    const message = `New size: ${wanted}; reason: Current number of replicas ${bound}`;
    world.record(hpa, { type: "Normal", reason: "SuccessfulRescale", message, component: "horizontal-pod-autoscaler" });
  }
  report(world, hpa, numberIn(target, 0, "status", "replicas"), wanted, target);
}

function report(world: World, hpa: JsonObject, current: number, desired: number, target: JsonObject | undefined): void {
  const now = world.now();
  const currentMetrics = objectsIn(hpa, "spec", "metrics").map((metric) => {
    const name = textIn(metric, "resource", "name");
    const used = target === undefined ? undefined : utilization(world, target, name);
    return { type: "Resource", resource: { name, current: used ?? {} } };
  });
  const isFound = target !== undefined;
  const able = isFound
    ? { reason: "ReadyForNewScale", message: "recommended size matches current size" }
    : { reason: "FailedGetScale", message: "the HPA controller was unable to get the target's current scale" };
  note(
    world,
    "horizontalpodautoscalers",
    withPart(hpa, "status", {
      observedGeneration: numberIn(hpa, 1, "metadata", "generation"),
      currentReplicas: current,
      desiredReplicas: desired,
      currentMetrics: isFound && desired > 0 ? currentMetrics : null,
      lastScaleTime: textIn(hpa, "status", "lastScaleTime") || timestamp(now),
      conditions: [
        condition(hpa, "AbleToScale", isFound, now, able),
        condition(hpa, "ScalingActive", isFound && desired > 0, now, {
          reason: desired > 0 ? "ValidMetricFound" : "ScalingDisabled",
          message:
            desired > 0
              ? "the HPA was able to compute the replica count"
              : "scaling is disabled since the replica count of the target is zero",
        }),
        condition(hpa, "ScalingLimited", false, now, {
          reason: "DesiredWithinRange",
          message: "the desired count is within the acceptable range",
        }),
      ],
    }),
  );
}

function utilization(world: World, target: JsonObject, resource: string): JsonObject | undefined {
  const selector = objectIn(target, "spec", "selector");
  const pods = world.store
    .list("pods", namespaceOf(target))
    .filter((pod) => matchesSelector(selector, labelsOf(pod)) && textIn(pod, "status", "phase") === "Running");
  const used = pods.flatMap((pod) => usageOfContainers(world, pod));
  const asked = pods
    .flatMap((pod) => objectsIn(pod, "spec", "containers"))
    .reduce((sum, container) => sum + quantity(objectIn(container, "resources", "requests")[resource]), 0);
  if (asked === 0) return undefined;
  const total = used.reduce((sum, one) => sum + (resource === "memory" ? one.bytes : one.cores), 0);
  const average = total / pods.length;
  const averageValue = resource === "memory" ? `${Math.round(average)}` : `${Math.round(average * 1000)}m`;
  return { averageUtilization: Math.round((100 * total) / asked), averageValue };
}
