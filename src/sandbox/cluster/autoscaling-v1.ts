import type { JsonObject } from "../slack/json.ts";
import { dig, objectIn, objectsIn, textIn } from "./objects.ts";
import type { Resource } from "./resources.ts";

const isOld = ({ plural, version }: Resource): boolean => plural === "horizontalpodautoscalers" && version === "v1";

/** An object as the asked version of its kind shows it: `autoscaling/v1` knows a CPU target only. */
export function shownAs(resource: Resource, object: JsonObject): JsonObject {
  if (!isOld(resource)) return object;
  const { metrics: _metrics, behavior: _behavior, ...spec } = objectIn(object, "spec");
  const { currentMetrics: _current, conditions: _conditions, ...status } = objectIn(object, "status");
  const used = dig(object, "status", "currentMetrics", 0, "resource", "current", "averageUtilization");
  const target = dig(cpuMetric(object), "resource", "target", "averageUtilization");
  return {
    ...object,
    apiVersion: "autoscaling/v1",
    spec: { ...spec, targetCPUUtilizationPercentage: target },
    status: { ...status, currentCPUUtilizationPercentage: used },
  };
}

/** An object as the cluster keeps it: the other way round. */
export function keptAs(resource: Resource, object: JsonObject): JsonObject {
  if (!isOld(resource)) return object;
  const { targetCPUUtilizationPercentage: target = 80, ...spec } = objectIn(object, "spec");
  const cpu = { name: "cpu", target: { type: "Utilization", averageUtilization: target } };
  const { currentCPUUtilizationPercentage: _used, ...status } = objectIn(object, "status");
  return {
    ...object,
    apiVersion: "autoscaling/v2",
    spec: { ...spec, metrics: [{ type: "Resource", resource: cpu }] },
    status,
  };
}

const cpuMetric = (object: JsonObject): JsonObject | undefined =>
  objectsIn(object, "spec", "metrics").find((metric) => textIn(metric, "resource", "name") === "cpu");
