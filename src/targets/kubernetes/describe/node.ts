import { type JsonObject, objectAt, objectsAt, textAt, textsAt } from "../change/json.ts";
import { annotationLines, field, heading, indented, type Lines, labelLines, many, pairs, timeWords } from "./lines.ts";

/** A node, with the pods that run on it. */
export function nodeLines(node: JsonObject, pods: readonly JsonObject[]): Lines {
  const [spec, status] = [objectAt(node, "spec"), objectAt(node, "status")];
  const taints = objectsAt(spec, "taints").map((taint) => {
    const value = textAt(taint, "value");
    return `${textAt(taint, "key")}${value ? `=${value}` : ""}:${textAt(taint, "effect")}`;
  });
  const rows = pods.map((pod) => `${textAt(pod, "metadata", "namespace")}\t${textAt(pod, "metadata", "name")}`);
  return [
    ...heading(node),
    field("Roles", rolesOf(node).join(",")),
    ...labelLines(node),
    ...annotationLines(node),
    `CreationTimestamp:\t${timeWords(textAt(node, "metadata", "creationTimestamp"))}`,
    ...many("Taints", taints),
    field("Unschedulable", spec.unschedulable === true),
    ...nodeConditions(status),
    ...section(
      "Addresses",
      objectsAt(status, "addresses").map((one) => `${textAt(one, "type")}:\t${textAt(one, "address")}`),
    ),
    ...section("Capacity", pairs(textsAt(status, "capacity"), ":\t")),
    ...section("Allocatable", pairs(textsAt(status, "allocatable"), ":\t")),
    ...section("System Info", pairs(textsAt(status, "nodeInfo"), ":\t")),
    `Non-terminated Pods:\t(${rows.length} in total)`,
    ...(rows.length === 0 ? [] : indented(["Namespace\tName", "---------\t----", ...rows])),
  ];
}

function rolesOf(node: JsonObject): readonly string[] {
  const prefix = "node-role.kubernetes.io/";
  const labels = Object.keys(textsAt(node, "metadata", "labels"));
  return labels.filter((label) => label.startsWith(prefix)).map((label) => label.slice(prefix.length));
}

function nodeConditions(status: JsonObject): Lines {
  const rows = objectsAt(status, "conditions").map((one) => {
    const since = timeWords(textAt(one, "lastTransitionTime"));
    return [textAt(one, "type"), textAt(one, "status"), since, textAt(one, "reason"), textAt(one, "message")].join(
      "\t",
    );
  });
  if (rows.length === 0) return [];
  const head = [
    "Type\tStatus\tLastTransitionTime\tReason\tMessage",
    "----\t------\t------------------\t------\t-------",
  ];
  return ["Conditions:", ...indented([...head, ...rows])];
}

function section(name: string, lines: Lines): Lines {
  return lines.length === 0 ? [] : [`${name}:`, ...indented(lines)];
}
