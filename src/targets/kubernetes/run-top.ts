import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import type { top } from "../../operation/kubernetes/read.ts";
import { align } from "../align.ts";
import type { Output, Refused, Site } from "../target.ts";
import { listObjects } from "./ask.ts";
import { type JsonObject, objectAt, objectsAt, textAt } from "./change/json.ts";
import { coreWords, memoryWords, quantityOf } from "./quantity.ts";
import { isRefused, type Scope, scopeOf } from "./scope.ts";

type Given = ReturnType<typeof top.schema.parse>;

interface Usage {
  readonly namespace: string;
  readonly name: string;
  readonly container: string;
  readonly cores: number;
  readonly bytes: number;
}

/** `kubectl top`: what pods, their containers or nodes use, as the metrics API says. */
export async function runTop(
  door: KubernetesDoor,
  given: Given,
  site: Site,
  signal: AbortSignal,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const items = await metricsOf(door, scope, given, signal);
  const wanted = items.filter(
    (item) => given.names.length === 0 || given.names.includes(textAt(item, "metadata", "name")),
  );
  if (wanted.length === 0) {
    const where = given.resource === "pods" && scope.namespace !== undefined ? ` in ${scope.namespace} namespace.` : "";
    return { text: `No resources found${where}\n` };
  }
  const usages = wanted.flatMap((item) => usagesOf(item, given.resource === "pods" && given.containers === true));
  const sorted = [...usages].sort((one, other) => order(one, other, given.sortBy));
  const rows = given.resource === "nodes" ? await nodeRows(door, scope, sorted, signal) : podRows(sorted, given);
  return { text: align(given.noHeaders ? rows.slice(1) : rows) };
}

async function metricsOf(door: KubernetesDoor, scope: Scope, given: Given, signal: AbortSignal) {
  const address = { group: "metrics.k8s.io", version: "v1beta1", plural: given.resource };
  const resource = {
    ...{ ...address, namespaced: given.resource === "pods", kind: "", singular: "" },
    ...{ shortNames: [], categories: [], verbs: [] },
  };
  try {
    return (await listObjects(door, scope, resource, { labelSelector: given.selector }, signal)).items;
  } catch (error) {
    if (!(error instanceof Fault) || !["NotFound", "404", "503", "ServiceUnavailable"].includes(error.code))
      throw error;
    throw new Fault("the cluster does not measure what pods and nodes use: its metrics API is not available", {
      service: "kubernetes",
      code: "NoMetrics",
      retry: { kind: "never" },
      outcome: "not-done",
      advice: "Install metrics-server in the cluster, or look at Prometheus.",
    });
  }
}

function usagesOf(item: JsonObject, byContainer: boolean): readonly Usage[] {
  const at = { namespace: textAt(item, "metadata", "namespace"), name: textAt(item, "metadata", "name") };
  const containers = objectsAt(item, "containers").map((container) => ({
    ...at,
    container: textAt(container, "name"),
    ...amounts(objectAt(container, "usage")),
  }));
  if (byContainer) return containers;
  const whole = item.usage === undefined ? containers : [amounts(objectAt(item, "usage"))];
  const sum = (key: "cores" | "bytes") => whole.reduce((total, one) => total + one[key], 0);
  return [{ ...at, container: "", cores: sum("cores"), bytes: sum("bytes") }];
}

function amounts(usage: JsonObject) {
  return { cores: quantityOf(textAt(usage, "cpu")), bytes: quantityOf(textAt(usage, "memory")) };
}

function order(one: Usage, other: Usage, by: Given["sortBy"]): number {
  if (by === "cpu") return other.cores - one.cores;
  if (by === "memory") return other.bytes - one.bytes;
  return `${one.namespace}/${one.name}`.localeCompare(`${other.namespace}/${other.name}`);
}

function podRows(usages: readonly Usage[], { allNamespaces, containers }: Given): readonly (readonly string[])[] {
  const header = [...(containers ? ["POD", "NAME"] : ["NAME"]), "CPU(cores)", "MEMORY(bytes)"];
  const rows = usages.map(({ namespace, name, container, cores, bytes }) => [
    ...(allNamespaces ? [namespace] : []),
    name,
    ...(containers ? [container] : []),
    coreWords(cores),
    memoryWords(bytes),
  ]);
  return [[...(allNamespaces ? ["NAMESPACE"] : []), ...header], ...rows];
}

async function nodeRows(door: KubernetesDoor, { context }: Scope, usages: readonly Usage[], signal: AbortSignal) {
  const nodes = await findResource(door, context, "nodes", signal);
  const { items } = await listObjects(door, { context, namespace: undefined }, nodes, {}, signal);
  const room = new Map(
    items.map((node) => [textAt(node, "metadata", "name"), objectAt(node, "status", "allocatable")]),
  );
  const share = (used: number, all: number) => (all > 0 ? `${Math.floor((used / all) * 100)}%` : "<unknown>");
  const rows = usages.map(({ name, cores, bytes }) => {
    const all = amounts(room.get(name) ?? {});
    return [name, coreWords(cores), share(cores, all.cores), memoryWords(bytes), share(bytes, all.bytes)];
  });
  return [["NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)"], ...rows];
}
