import type { JsonObject } from "../../slack/json.ts";
import { dig, isLeaving, isTrue, labelsOf, numberIn, objectIn, objectsIn, textIn, textsIn } from "../objects.ts";
import { since } from "./age.ts";
import { ageColumn, type Column, column, count, labelText, nameColumn, orNone, wide } from "./columns.ts";

const dataCount = count("Data", (object) =>
  ["data", "binaryData"].reduce((sum, key) => sum + Object.keys(objectIn(object, key)).length, 0),
);

export const configMapColumns: readonly Column[] = [nameColumn, dataCount, ageColumn];

export const secretColumns: readonly Column[] = [
  nameColumn,
  column("Type", (secret) => textIn(secret, "type")),
  dataCount,
  ageColumn,
];

export const namespaceColumns: readonly Column[] = [
  nameColumn,
  column("Status", (namespace) => (isLeaving(namespace) ? "Terminating" : "Active")),
  ageColumn,
];

const nodeAddress = (node: JsonObject, type: string): string =>
  orNone(
    textIn(
      objectsIn(node, "status", "addresses").find((one) => one.type === type),
      "address",
    ),
  );

export const nodeColumns: readonly Column[] = [
  nameColumn,
  column("Status", (node) => {
    const cordoned = dig(node, "spec", "unschedulable") === true ? ",SchedulingDisabled" : "";
    return `${isTrue(node, "Ready") ? "Ready" : "NotReady"}${cordoned}`;
  }),
  column("Roles", (node) => {
    const roles = Object.keys(labelsOf(node)).flatMap(
      (key) => /^node-role\.kubernetes\.io\/(.+)$/.exec(key)?.[1] ?? [],
    );
    return orNone(roles.join(","));
  }),
  ageColumn,
  column("Version", (node) => textIn(node, "status", "nodeInfo", "kubeletVersion")),
  wide("Internal-IP", (node) => nodeAddress(node, "InternalIP")),
  wide("External-IP", (node) => nodeAddress(node, "ExternalIP")),
  wide("OS-Image", (node) => textIn(node, "status", "nodeInfo", "osImage")),
  wide("Kernel-Version", (node) => textIn(node, "status", "nodeInfo", "kernelVersion")),
  wide("Container-Runtime", (node) => textIn(node, "status", "nodeInfo", "containerRuntimeVersion")),
];

export const serviceColumns: readonly Column[] = [
  nameColumn,
  column("Type", (service) => textIn(service, "spec", "type")),
  column("Cluster-IP", (service) => orNone(textIn(service, "spec", "clusterIP"))),
  column("External-IP", () => "<none>"),
  column("Port(s)", (service) =>
    objectsIn(service, "spec", "ports")
      .map((port) => `${numberIn(port, 0, "port")}/${textIn(port, "protocol") || "TCP"}`)
      .join(","),
  ),
  ageColumn,
  wide("Selector", (service) => labelText(textsIn(service, "spec", "selector"))),
];

const lastSeen = (event: JsonObject): string =>
  textIn(event, "lastTimestamp") || textIn(event, "eventTime") || textIn(event, "metadata", "creationTimestamp");

export const eventColumns: readonly Column[] = [
  column("Last Seen", (event, now) => since(lastSeen(event), now)),
  column("Type", (event) => textIn(event, "type")),
  column("Reason", (event) => textIn(event, "reason")),
  column("Object", (event) => {
    const about = objectIn(event, "involvedObject");
    return `${textIn(about, "kind").toLowerCase()}/${textIn(about, "name")}`;
  }),
  wide("Subobject", (event) => textIn(event, "involvedObject", "fieldPath")),
  wide("Source", (event) =>
    [textIn(event, "source", "component"), textIn(event, "source", "host")].filter((part) => part !== "").join(", "),
  ),
  column("Message", (event) => textIn(event, "message").trim()),
  wide("First Seen", (event, now) => since(textIn(event, "firstTimestamp") || lastSeen(event), now)),
  wide("Count", (event) => numberIn(event, 1, "count")),
  { ...wide("Name", nameColumn.cell) },
];

export const autoscalerColumns: readonly Column[] = [
  nameColumn,
  column("Reference", (hpa) => {
    const target = objectIn(hpa, "spec", "scaleTargetRef");
    return `${textIn(target, "kind")}/${textIn(target, "name")}`;
  }),
  column("Targets", targets),
  column("MinPods", (hpa) => String(numberIn(hpa, 1, "spec", "minReplicas"))),
  column("MaxPods", (hpa) => numberIn(hpa, 0, "spec", "maxReplicas")),
  column("Replicas", (hpa) => numberIn(hpa, 0, "status", "currentReplicas")),
  ageColumn,
];

function targets(hpa: JsonObject): string {
  const said = objectsIn(hpa, "spec", "metrics").map((metric, index) => {
    const name = textIn(metric, "resource", "name");
    const current = dig(hpa, "status", "currentMetrics", index, "resource", "current", "averageUtilization");
    const wanted = numberIn(metric, 0, "resource", "target", "averageUtilization");
    return `${name}: ${typeof current === "number" ? `${current}%` : "<unknown>"}/${wanted}%`;
  });
  return orNone(said.join(", "));
}

const limit = (key: string) => (budget: JsonObject) => {
  const value = dig(budget, "spec", key);
  return value === undefined ? "N/A" : String(value);
};

export const budgetColumns: readonly Column[] = [
  nameColumn,
  column("Min Available", limit("minAvailable")),
  column("Max Unavailable", limit("maxUnavailable")),
  count("Allowed Disruptions", (budget) => numberIn(budget, 0, "status", "disruptionsAllowed")),
  ageColumn,
];
