import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { resourcePath } from "../../../clients/kubernetes-path.ts";
import { remove } from "../../../operation/kubernetes/object-change.ts";
import { autoscale } from "../../../operation/kubernetes/workload-change.ts";
import type { Changer } from "../../target.ts";
import { refused } from "../scope.ts";
import { creator } from "./creation.ts";
import type { Patience } from "./follow-rollout.ts";
import { findObject } from "./found-object.ts";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "./json.ts";
import { withoutUndefined } from "./undo.ts";
import { workloadAt } from "./workload-at.ts";

const address = { group: "autoscaling", version: "v1", plural: "horizontalpodautoscalers", namespaced: true };

/** `kubectl autoscale`: makes a HorizontalPodAutoscaler. Undone by deleting it; the number of pods stays what it made of it. */
export function autoscales(door: KubernetesDoor, patience: Patience): Changer {
  return creator(door, patience, {
    definition: autoscale,
    async build(given, site, signal) {
      const at = workloadAt(given, site);
      if (at.kind === "refused") return at;
      const minimum = given.minimum ?? 1;
      if (given.maximum < Math.max(minimum, 1)) return refused(`the maximum ${given.maximum} is below the minimum`);
      const found = await findObject(door, at, signal);
      if (found.kind === "refused") return found;
      const name = given.name ?? at.name;
      const { namespace, context, warnings } = at.place;
      return {
        kind: "built",
        at: { context, path: resourcePath(address, { namespace, name }), words: `hpa/${name} of ${at.words}` },
        collection: resourcePath(address, { namespace }),
        object: autoscalerOf(name, textAt(found.raw, "kind"), at.name, { ...given, minimum }),
        changes: [
          {
            what: "replicas",
            before: `${numberAt(found.raw, "spec", "replicas") ?? 1}`,
            after: `${minimum} to ${given.maximum}`,
          },
          {
            what: "CPU aimed at",
            before: "",
            after: given.cpuPercent ? `${given.cpuPercent} %` : "the cluster's own, 80 %",
          },
        ],
        warnings: [...warnings, ...requestWarning(objectAt(found.raw, "spec", "template"))],
      };
    },
    judge: ({ raw }) => ({
      kind: "done",
      text: `it keeps ${numberAt(raw, "spec", "minReplicas") ?? 1} to ${numberAt(raw, "spec", "maxReplicas")} pods`,
    }),
    undo: (given, { object }) => ({
      name: remove.name,
      arguments: withoutUndefined({
        resource: "horizontalpodautoscalers",
        names: [textAt(object, "metadata", "name")],
        namespace: given.namespace,
      }),
    }),
  });
}

function autoscalerOf(
  name: string,
  kind: string,
  workload: string,
  given: { readonly minimum: number; readonly maximum: number; readonly cpuPercent?: number | undefined },
): JsonObject {
  return {
    apiVersion: "autoscaling/v1",
    kind: "HorizontalPodAutoscaler",
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind, name: workload },
      minReplicas: given.minimum,
      maxReplicas: given.maximum,
      ...(given.cpuPercent === undefined ? {} : { targetCPUUtilizationPercentage: given.cpuPercent }),
    },
  };
}

function requestWarning(template: JsonObject): readonly string[] {
  const without = objectsAt(template, "spec", "containers").filter(
    (one) => textAt(one, "resources", "requests", "cpu") === "",
  );
  return without.map((one) => `the container ${textAt(one, "name")} requests no CPU: the autoscaler cannot measure it`);
}
