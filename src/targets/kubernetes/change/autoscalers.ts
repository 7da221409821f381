import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { resourcePath } from "../../../clients/kubernetes-path.ts";
import { isFault } from "./found-object.ts";
import { type JsonObject, jsonObject, numberAt, objectAt, objectsAt, textAt } from "./json.ts";

interface Autoscalers {
  /** What they will do to a workload that is scaled by hand. */
  warnings(replicas: number): readonly string[];
  readonly notPreviewed: readonly string[];
}

/** The HorizontalPodAutoscalers that scale a workload. That the bot may not look is said, and stops nothing. */
export async function autoscalersOf(
  door: KubernetesDoor,
  context: string | undefined,
  workload: JsonObject,
  signal: AbortSignal,
): Promise<Autoscalers> {
  const address = { group: "autoscaling", version: "v1", plural: "horizontalpodautoscalers", namespaced: true };
  const path = resourcePath(address, { namespace: textAt(workload, "metadata", "namespace") });
  try {
    const list = jsonObject.parse(await door.json(context, { method: "GET", path, signal }));
    const own = objectsAt(list, "items").filter((one) => scalesThis(one, workload));
    return { warnings: (replicas) => own.map((one) => warning(one, replicas)), notPreviewed: [] };
  } catch (error) {
    if (!isFault(error, "Forbidden", "NotFound")) throw error;
    return { warnings: () => [], notPreviewed: [`whether an autoscaler scales it: ${error.message}`] };
  }
}

function scalesThis(autoscaler: JsonObject, workload: JsonObject): boolean {
  const target = objectAt(autoscaler, "spec", "scaleTargetRef");
  return target.kind === workload.kind && target.name === textAt(workload, "metadata", "name");
}

function warning(autoscaler: JsonObject, replicas: number): string {
  const name = `hpa/${textAt(autoscaler, "metadata", "name")}`;
  const minimum = numberAt(autoscaler, "spec", "minReplicas") ?? 1;
  const maximum = numberAt(autoscaler, "spec", "maxReplicas") ?? 0;
  if (replicas === 0) return `${name} scales it: at 0 replicas it stops doing so until there is one again`;
  return replicas < minimum || replicas > maximum
    ? `${name} keeps it between ${minimum} and ${maximum}: it will scale it back`
    : `${name} scales it between ${minimum} and ${maximum} by itself: it may change the number again at once`;
}
