import type { JsonObject } from "../../slack/json.ts";
import { note } from "../lifecycle.ts";
import { dig, isLeaving, isTrue, nameOf, namespaceOf, objectsIn, textIn, timestamp, withPart } from "../objects.ts";
import { quantity } from "../quantity.ts";
import type { World } from "../world.ts";
import { condition } from "./pod-status.ts";

/** Gives each waiting pod a node that takes it and has room, the emptiest first. */
export function schedulePods(world: World, namespace: string): void {
  for (const pod of world.store.list("pods", namespace)) {
    if (isLeaving(pod)) continue;
    if (textIn(pod, "spec", "nodeName") === "") place(world, pod);
    // Pods of a DaemonSet come with their node.
    else if (objectsIn(pod, "status", "conditions").length === 0) settle(world, pod, textIn(pod, "spec", "nodeName"));
  }
}

function place(world: World, pod: JsonObject): void {
  const needed = cpuOf(pod);
  const nodes = world.store.list("nodes");
  const taking = nodes.filter((node) => dig(node, "spec", "unschedulable") !== true && isTrue(node, "Ready"));
  const free = taking
    .map((node) => ({ node, cores: quantity(dig(node, "status", "allocatable", "cpu")) - usedOn(world, node) }))
    .filter(({ cores }) => cores >= needed)
    .sort((left, right) => right.cores - left.cores)[0];
  if (free !== undefined) {
    settle(world, pod, nameOf(free.node));
    return;
  }
  const cordoned = nodes.length - taking.length;
  const reasons = [
    ...(cordoned > 0 ? [`${cordoned} node(s) were unschedulable`] : []),
    ...(taking.length > 0 ? [`${taking.length} Insufficient cpu`] : []),
  ];
  const message = `0/${nodes.length} nodes are available: ${reasons.join(", ")}.`;
  const unplaced = condition(pod, "PodScheduled", false, world.now(), { reason: "Unschedulable", message });
  const isKnown = objectsIn(pod, "status", "conditions").some((one) => one.message === message);
  note(world, "pods", withPart(pod, "status", { phase: "Pending", conditions: [unplaced] }));
  if (!isKnown)
    world.record(pod, { type: "Warning", reason: "FailedScheduling", message, component: "default-scheduler" });
}

function settle(world: World, pod: JsonObject, node: string): void {
  const placed = withPart(withPart(pod, "spec", { nodeName: node }), "status", {
    phase: "Pending",
    startTime: timestamp(world.now()),
    hostIP: hostAddress(world, node),
    conditions: [condition(pod, "PodScheduled", true, world.now())],
  });
  const written = note(world, "pods", placed);
  world.record(written, {
    type: "Normal",
    reason: "Scheduled",
    message: `Successfully assigned ${namespaceOf(pod)}/${nameOf(pod)} to ${node}`,
    component: "default-scheduler",
  });
}

export function hostAddress(world: World, name: string): string {
  const node = world.store.get("nodes", "", name);
  const addresses = node === undefined ? [] : objectsIn(node, "status", "addresses");
  return textIn(
    addresses.find((one) => one.type === "InternalIP"),
    "address",
  );
}

const cpuOf = (pod: JsonObject): number =>
  objectsIn(pod, "spec", "containers").reduce(
    (sum, container) => sum + quantity(dig(container, "resources", "requests", "cpu")),
    0,
  );

const usedOn = (world: World, node: JsonObject): number =>
  world.store
    .list("pods")
    .filter((pod) => textIn(pod, "spec", "nodeName") === nameOf(node) && !isOver(pod))
    .reduce((sum, pod) => sum + cpuOf(pod), 0);

const isOver = (pod: JsonObject): boolean => ["Succeeded", "Failed"].includes(textIn(pod, "status", "phase"));
