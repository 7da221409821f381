import { canonicalResource } from "../../operation/kubernetes/resource-names.ts";
import { manual, type ToolResult } from "../tool-result.ts";

/** Objects as kubectl's words name them: `pods a b`, `pod/a pod/b`, `pods,services`. */
export type Objects =
  | { readonly kind: "objects"; readonly resources: readonly string[]; readonly names: readonly string[] }
  | { readonly kind: "fault"; readonly reason: string };

export function readObjects(words: readonly string[]): Objects {
  const [first, ...others] = words;
  if (first === undefined) return { kind: "fault", reason: "it names no resource" };
  if (words.some((word) => word.includes("/"))) return slashed(words);
  const resources = first.split(",").map(canonicalResource);
  return { kind: "objects", resources, names: others };
}

function slashed(words: readonly string[]): Objects {
  const pairs = words.map((word) => word.split("/"));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes(""))) {
    return { kind: "fault", reason: "it mixes kind/name with other words" };
  }
  const resources = [...new Set(pairs.map(([resource = ""]) => canonicalResource(resource)))];
  if (resources.length > 1)
    return { kind: "fault", reason: "it names objects of several kinds; do one kind at a time" };
  return { kind: "objects", resources, names: pairs.map(([, name = ""]) => name) };
}

const workloadKinds: Readonly<Record<string, string>> = {
  deployments: "deployment",
  statefulsets: "statefulset",
  daemonsets: "daemonset",
};

/** One workload, as `{ deployment: "api" }`, or why it is none. */
export function readWorkload(words: readonly string[]): Readonly<Record<string, string>> | ToolResult {
  const objects = readObjects(words);
  if (objects.kind === "fault") return manual(objects.reason);
  const [resource = ""] = objects.resources;
  const kind = workloadKinds[resource];
  if (objects.resources.length !== 1 || kind === undefined) {
    return manual(`${objects.resources.join(", ")} is not a Deployment, StatefulSet or DaemonSet`);
  }
  const [name, ...others] = objects.names;
  if (name === undefined) return manual(`it names no ${kind}`);
  if (others.length > 0) return manual("it names several workloads; do one at a time, so each can be undone");
  return { [kind]: name };
}

export function isToolResult(value: Readonly<Record<string, unknown>> | ToolResult): value is ToolResult {
  return typeof value.kind === "string";
}
