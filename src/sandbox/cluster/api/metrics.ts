import type { JsonObject } from "../../slack/json.ts";
import { notFound } from "../failure.ts";
import { dig, nameOf, namespaceOf, textIn, timestamp } from "../objects.ts";
import { findResource } from "../resources.ts";
import { readLabelSelector } from "../selectors.ts";
import { type Usage, usageOfContainers, usageOfNode } from "../usage.ts";
import type { World } from "../world.ts";
import { type Call, sendJson } from "./call.ts";

const root = "/apis/metrics.k8s.io/v1beta1/";

/** Whether the address was one of metrics.k8s.io; then it is answered. */
export function answerMetrics(call: Call): boolean {
  const { url, world } = call;
  if (!url.pathname.startsWith(root)) return false;
  const parts = url.pathname.slice(root.length).split("/").map(decodeURIComponent);
  const [namespace, [plural = "", name = ""]] =
    parts[0] === "namespaces" ? [parts[1], parts.slice(2)] : [undefined, parts];
  const resource = findResource("", "v1", plural);
  if (resource === undefined || (plural !== "pods" && plural !== "nodes")) return false;
  const show = plural === "pods" ? podMetrics : nodeMetrics;
  const matches = readLabelSelector(url.searchParams.get("labelSelector") ?? "");
  const measured = world.store.list(plural, namespace).filter((object) => isMeasured(plural, object));
  const kind = plural === "pods" ? "PodMetrics" : "NodeMetrics";
  const apiVersion = "metrics.k8s.io/v1beta1";
  if (name === "") {
    const items = measured.filter(matches).map((object) => show(world, object));
    sendJson(call, 200, { kind: `${kind}List`, apiVersion, metadata: {}, items });
    return true;
  }
  const object = measured.find((one) => nameOf(one) === name);
  if (object === undefined) throw notFound({ ...resource, group: "metrics.k8s.io" }, name);
  sendJson(call, 200, { kind, apiVersion, ...show(world, object) });
  return true;
}

const isMeasured = (plural: string, object: JsonObject): boolean =>
  plural === "nodes" || textIn(object, "status", "phase") === "Running";

const header = (world: World, object: JsonObject): JsonObject => ({
  metadata: {
    name: nameOf(object),
    ...(namespaceOf(object) === "" ? {} : { namespace: namespaceOf(object) }),
    creationTimestamp: timestamp(world.now()),
    labels: dig(object, "metadata", "labels"),
  },
  timestamp: timestamp(world.now()),
  window: "15s",
});

const printed = ({ cores, bytes }: Usage): JsonObject => ({
  cpu: `${Math.round(cores * 1e9)}n`,
  memory: `${Math.round(bytes / 1024)}Ki`,
});

const podMetrics = (world: World, pod: JsonObject): JsonObject => ({
  ...header(world, pod),
  containers: usageOfContainers(world, pod).map(({ name, ...usage }) => ({ name, usage: printed(usage) })),
});

const nodeMetrics = (world: World, node: JsonObject): JsonObject => ({
  ...header(world, node),
  usage: printed(usageOfNode(world, node)),
});
