import type { JsonObject } from "../../slack/json.ts";
import { conditionOf, objectIn, objectsIn, textIn, timestamp, withPart } from "../objects.ts";

/** A condition that says when it last changed. */
export function condition(
  object: JsonObject,
  type: string,
  isMet: boolean,
  now: number,
  more: JsonObject = {},
): JsonObject {
  const last = conditionOf(object, type);
  const status = isMet ? "True" : "False";
  const since = last !== undefined && last.status === status ? textIn(last, "lastTransitionTime") : timestamp(now);
  return { type, status, lastProbeTime: null, lastTransitionTime: since, ...more };
}

/** The pod with one container's status set anew, and its phase and conditions as they follow from all containers. */
export function withContainerStatus(pod: JsonObject, container: string, changes: JsonObject, now: number): JsonObject {
  const statuses = objectsIn(pod, "spec", "containers").map((one) => {
    const name = textIn(one, "name");
    const last = objectsIn(pod, "status", "containerStatuses").find((status) => status.name === name);
    const status = last ?? freshStatus(one);
    return name === container ? { ...status, ...changes } : status;
  });
  return withReadiness(withPart(pod, "status", { containerStatuses: statuses, phase: phaseOf(pod, statuses) }), now);
}

const freshStatus = (container: JsonObject): JsonObject => ({
  name: textIn(container, "name"),
  image: textIn(container, "image"),
  imageID: "",
  ready: false,
  started: false,
  restartCount: 0,
  state: { waiting: { reason: "ContainerCreating" } },
  lastState: {},
});

function phaseOf(pod: JsonObject, statuses: readonly JsonObject[]): string {
  const ended = statuses.filter((status) => objectIn(status, "state").terminated !== undefined);
  if (ended.length === statuses.length && textIn(pod, "spec", "restartPolicy") !== "Always")
    return ended.every((status) => textIn(status, "state", "terminated", "reason") === "Completed")
      ? "Succeeded"
      : "Failed";
  const hasStarted = statuses.some(
    (status) =>
      objectIn(status, "state").waiting === undefined || Object.keys(objectIn(status, "lastState")).length > 0,
  );
  return hasStarted ? "Running" : "Pending";
}

function withReadiness(pod: JsonObject, now: number): JsonObject {
  const unready = objectsIn(pod, "status", "containerStatuses")
    .filter((status) => status.ready !== true)
    .map((status) => textIn(status, "name"));
  const isReady = unready.length === 0;
  const more: JsonObject = isReady
    ? {}
    : { reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` };
  return withPart(pod, "status", {
    conditions: [
      condition(pod, "PodReadyToStartContainers", true, now),
      condition(pod, "Initialized", true, now),
      condition(pod, "Ready", isReady, now, more),
      condition(pod, "ContainersReady", isReady, now, more),
      condition(pod, "PodScheduled", true, now),
    ],
  });
}
