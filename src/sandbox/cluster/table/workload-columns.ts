import type { JsonObject } from "../../slack/json.ts";
import { conditionOf, dig, isTrue, numberIn, objectsIn, textIn, textsIn } from "../objects.ts";
import { duration, since } from "./age.ts";
import { ageColumn, type Column, column, count, labelText, nameColumn, orNone, wide } from "./columns.ts";

const status = (key: string) => (object: JsonObject) => numberIn(object, 0, "status", key);
const desired = (object: JsonObject): number => numberIn(object, 0, "spec", "replicas");
const ready = column("Ready", (object) => `${numberIn(object, 0, "status", "readyReplicas")}/${desired(object)}`);

const podSpec = (object: JsonObject): JsonObject | undefined =>
  objectsIn([
    dig(object, "spec", "template", "spec") ?? dig(object, "spec", "jobTemplate", "spec", "template", "spec") ?? {},
  ])[0];
const containerColumns: readonly Column[] = [
  wide("Containers", (object) => listed(object, "name")),
  wide("Images", (object) => listed(object, "image")),
];
const listed = (object: JsonObject, key: string): string =>
  objectsIn(podSpec(object), "containers")
    .map((container) => textIn(container, key))
    .join(",");
const selector = wide("Selector", (object) => labelText(textsIn(object, "spec", "selector", "matchLabels")));

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  ready,
  count("Up-to-date", status("updatedReplicas")),
  count("Available", status("availableReplicas")),
  ageColumn,
  ...containerColumns,
  selector,
];

export const replicaSetColumns: readonly Column[] = [
  nameColumn,
  count("Desired", desired),
  count("Current", status("replicas")),
  count("Ready", status("readyReplicas")),
  ageColumn,
  ...containerColumns,
  selector,
];

export const statefulSetColumns: readonly Column[] = [nameColumn, ready, ageColumn, ...containerColumns];

export const daemonSetColumns: readonly Column[] = [
  nameColumn,
  count("Desired", status("desiredNumberScheduled")),
  count("Current", status("currentNumberScheduled")),
  count("Ready", status("numberReady")),
  count("Up-to-date", status("updatedNumberScheduled")),
  count("Available", status("numberAvailable")),
  column("Node Selector", (object) => labelText(textsIn(object, "spec", "template", "spec", "nodeSelector"))),
  ageColumn,
  ...containerColumns,
  selector,
];

export const controllerRevisionColumns: readonly Column[] = [
  nameColumn,
  column("Controller", (object) => {
    const owner = objectsIn(object, "metadata", "ownerReferences")[0];
    const group = textIn(owner, "apiVersion").split("/")[0] ?? "";
    return owner === undefined ? "<none>" : `${textIn(owner, "kind").toLowerCase()}.${group}/${textIn(owner, "name")}`;
  }),
  column("Revision", (object) => numberIn(object, 0, "revision")),
  ageColumn,
];

export const jobColumns: readonly Column[] = [
  nameColumn,
  column("Status", jobStatus),
  column(
    "Completions",
    (job) => `${numberIn(job, 0, "status", "succeeded")}/${numberIn(job, 1, "spec", "completions")}`,
  ),
  column("Duration", (job, now) => {
    const start = Date.parse(textIn(job, "status", "startTime"));
    const end = Date.parse(textIn(job, "status", "completionTime"));
    return Number.isNaN(start) ? "" : duration((Number.isNaN(end) ? now : end) - start);
  }),
  ageColumn,
  ...containerColumns,
  selector,
];

function jobStatus(job: JsonObject): string {
  if (isTrue(job, "Complete")) return "Complete";
  if (isTrue(job, "Failed")) return "Failed";
  return conditionOf(job, "Suspended") === undefined ? "Running" : "Suspended";
}

export const cronJobColumns: readonly Column[] = [
  nameColumn,
  column("Schedule", (job) => textIn(job, "spec", "schedule")),
  column("Timezone", (job) => orNone(textIn(job, "spec", "timeZone"))),
  { name: "Suspend", type: "boolean", cell: (job) => (dig(job, "spec", "suspend") === true ? "True" : "False") },
  count("Active", (job) => objectsIn(job, "status", "active").length),
  column("Last Schedule", (job, now) => {
    const last = textIn(job, "status", "lastScheduleTime");
    return last === "" ? "<none>" : since(last, now);
  }),
  ageColumn,
  ...containerColumns,
  wide("Selector", () => "<none>"),
];
