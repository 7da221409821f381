import type { Json } from "../../target.ts";
import { ageOf } from "../age.ts";
import {
  isJsonList,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
  valueAt,
} from "../change/json.ts";
import type { RevisionObject } from "../revisions.ts";
import { selectorOf } from "../selector.ts";
import {
  annotationLines,
  controlledBy,
  field,
  heading,
  indented,
  type Lines,
  labelLines,
  pairs,
  timeWords,
} from "./lines.ts";
import { templateLines } from "./pod-spec.ts";

/** A Deployment; `replicaSets` are those it controls, oldest first. */
export function deploymentLines(deployment: JsonObject, replicaSets: readonly RevisionObject[]): Lines {
  const [spec, status] = [objectAt(deployment, "spec"), objectAt(deployment, "status")];
  const count = (key: string) => numberAt(status, key) ?? 0;
  const replicas =
    `${numberAt(spec, "replicas") ?? 1} desired | ${count("updatedReplicas")} updated | ${count("replicas")} total | ` +
    `${count("availableReplicas")} available | ${count("unavailableReplicas")} unavailable`;
  const rolling = objectAt(spec, "strategy", "rollingUpdate");
  const newest = replicaSets.at(-1);
  const old = replicaSets.slice(0, -1);
  return [
    ...heading(deployment),
    `CreationTimestamp:\t${timeWords(textAt(deployment, "metadata", "creationTimestamp"))}`,
    ...labelLines(deployment),
    ...annotationLines(deployment),
    field("Selector", selectorOf(spec.selector)),
    `Replicas:\t${replicas}`,
    field("StrategyType", textAt(spec, "strategy", "type")),
    `MinReadySeconds:\t${numberAt(spec, "minReadySeconds") ?? 0}`,
    ...(Object.keys(rolling).length > 0
      ? [
          `RollingUpdateStrategy:\t${String(rolling.maxUnavailable)} max unavailable, ${String(rolling.maxSurge)} max surge`,
        ]
      : []),
    ...(spec.paused === true ? ["Paused:\ttrue"] : []),
    ...templateLines(objectAt(spec, "template")),
    ...conditionLines(status),
    field("OldReplicaSets", old.map(({ object }) => replicaSetWords(object)).join(", ")),
    field("NewReplicaSet", newest && replicaSetWords(newest.object)),
  ];
}

function replicaSetWords(replicaSet: JsonObject): string {
  const wanted = numberAt(replicaSet, "spec", "replicas") ?? 0;
  const made = numberAt(replicaSet, "status", "replicas") ?? 0;
  return `${textAt(replicaSet, "metadata", "name")} (${made}/${wanted} replicas created)`;
}

/** A ReplicaSet, StatefulSet, DaemonSet, Job or ReplicationController; `pods` are those it controls. */
export function podOwnerLines(owner: JsonObject, pods: readonly JsonObject[]): Lines {
  const [spec, status] = [objectAt(owner, "spec"), objectAt(owner, "status")];
  return [
    ...heading(owner),
    ...(textAt(owner, "kind") === "StatefulSet"
      ? [`CreationTimestamp:\t${timeWords(textAt(owner, "metadata", "creationTimestamp"))}`]
      : []),
    field("Selector", selectorOf(spec.selector)),
    ...nodeSelectorLines(owner),
    ...labelLines(owner),
    ...annotationLines(owner),
    ...controlledBy(owner),
    ...progressLines(owner, spec, status),
    ...(textAt(owner, "kind") === "Job" ? [] : [podsStatus(pods)]),
    ...templateLines(objectAt(spec, "template")),
    ...(textAt(owner, "kind") === "StatefulSet" ? claimLines(objectsAt(spec, "volumeClaimTemplates")) : []),
    ...conditionLines(status),
  ];
}

function listAt(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : [];
}

function partitionLines(rolling: JsonObject): Lines {
  return rolling.partition === undefined ? [] : [`Partition:\t${numberAt(rolling, "partition")}`];
}

function claimLines(claims: readonly JsonObject[]): Lines {
  if (claims.length === 0) return [field("Volume Claims", undefined)];
  const each = claims.flatMap((claim) => [
    field("Name", textAt(claim, "metadata", "name")),
    `StorageClass:\t${textAt(claim, "spec", "storageClassName")}`,
    ...labelLines(claim),
    ...annotationLines(claim),
    `Capacity:\t${textAt(claim, "spec", "resources", "requests", "storage") || "<default>"}`,
    `Access Modes:\t[${listAt(valueAt(claim, "spec", "accessModes")).join(" ")}]`,
  ]);
  return ["Volume Claims:", ...indented(each)];
}

function progressLines(owner: JsonObject, spec: JsonObject, status: JsonObject): Lines {
  const count = (key: string) => numberAt(status, key) ?? 0;
  switch (textAt(owner, "kind")) {
    case "DaemonSet":
      return [
        `Desired Number of Nodes Scheduled: ${count("desiredNumberScheduled")}`,
        `Current Number of Nodes Scheduled: ${count("currentNumberScheduled")}`,
        `Number of Nodes Scheduled with Up-to-date Pods: ${count("updatedNumberScheduled")}`,
        `Number of Nodes Scheduled with Available Pods: ${count("numberAvailable")}`,
        `Number of Nodes Misscheduled: ${count("numberMisscheduled")}`,
      ];
    case "Job":
      return [
        field("Parallelism", numberAt(spec, "parallelism")),
        field("Completions", numberAt(spec, "completions")),
        `Backoff Limit:\t${numberAt(spec, "backoffLimit") ?? 6}`,
        ...jobTimeLines(spec, textAt(status, "startTime"), textAt(status, "completionTime")),
        `Pods Statuses:\t${count("active")} Active / ${count("succeeded")} Succeeded / ${count("failed")} Failed`,
      ];
    case "StatefulSet":
      return [
        `Replicas:\t${numberAt(spec, "replicas") ?? 1} desired | ${count("replicas")} total`,
        field("Update Strategy", textAt(spec, "updateStrategy", "type")),
        ...indented(partitionLines(objectAt(spec, "updateStrategy", "rollingUpdate"))),
      ];
    default:
      return [`Replicas:\t${count("replicas")} current / ${numberAt(spec, "replicas") ?? 1} desired`];
  }
}

function nodeSelectorLines(owner: JsonObject): Lines {
  if (textAt(owner, "kind") !== "DaemonSet") return [];
  return [field("Node-Selector", pairs(textsAt(owner, "spec", "template", "spec", "nodeSelector"), "=").join(","))];
}

function jobTimeLines(spec: JsonObject, started: string, completed: string): Lines {
  const deadline = numberAt(spec, "activeDeadlineSeconds");
  return [
    ...(started === "" ? [] : [`Start Time:\t${timeWords(started)}`]),
    ...(completed === "" ? [] : [`Completed At:\t${timeWords(completed)}`]),
    ...(started === "" || completed === "" ? [] : [`Duration:\t${ageOf(started, new Date(completed))}`]),
    ...(deadline === undefined ? [] : [`Active Deadline Seconds:\t${deadline}s`]),
  ];
}

function podsStatus(pods: readonly JsonObject[]): string {
  const count = (phase: string) => pods.filter((pod) => textAt(pod, "status", "phase") === phase).length;
  const [running, waiting] = [count("Running"), count("Pending")];
  return `Pods Status:\t${running} Running / ${waiting} Waiting / ${count("Succeeded")} Succeeded / ${count("Failed")} Failed`;
}

export function conditionLines(status: JsonObject): Lines {
  const conditions = objectsAt(status, "conditions");
  if (conditions.length === 0) return [];
  const rows = conditions.map((one) => `${textAt(one, "type")}\t${textAt(one, "status")}\t${textAt(one, "reason")}`);
  return ["Conditions:", ...indented(["Type\tStatus\tReason", "----\t------\t------", ...rows])];
}

/** Whether a kind has a template of pods. */
export function hasTemplate(object: JsonObject): boolean {
  return valueAt(object, "spec", "template", "spec") !== undefined;
}
