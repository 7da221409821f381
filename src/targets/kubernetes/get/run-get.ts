import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { findResource, type KubernetesResource, listResources } from "../../../clients/kubernetes-resources.ts";
import type { Doing, Output, Refused, Site } from "../../target.ts";
import { JsonPathError } from "../json-path-steps.ts";
import { isRefused, refused, type Scope, scopeOf } from "../scope.ts";
import type { Get } from "./getting.ts";
import { showObjects } from "./show-objects.ts";
import { showTables } from "./show-tables.ts";

/** `kubectl get`: the server's tables, or the objects themselves. */
export async function runGet(
  door: KubernetesDoor,
  now: () => Date,
  given: Get,
  site: Site,
  doing: Doing,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  if (given.names.length > 0 && given.allNamespaces)
    return refused("an object cannot be asked for by its name in all namespaces; name one namespace");
  const resources = await resourcesOf(door, scope, given.resources, doing.signal);
  if (given.watch && (resources.length > 1 || given.names.length > 1))
    return refused("only one kind or one object can be watched at a time");
  const getting = { door, now, given, scope, resources, doing };
  try {
    const format = given.output?.format;
    return format === undefined || format === "wide" ? await showTables(getting) : await showObjects(getting, format);
  } catch (error) {
    if (error instanceof JsonPathError) return refused(error.message);
    throw error;
  }
}

/** Kinds shown by `all`, on a cluster that does not say which are. */
const usual = "pods services daemonsets deployments replicasets statefulsets jobs".split(" ");

async function resourcesOf(
  door: KubernetesDoor,
  { context }: Scope,
  words: readonly string[],
  signal: AbortSignal,
): Promise<readonly KubernetesResource[]> {
  const found = words.map(async (word) => {
    if (word !== "all") return [await findResource(door, context, word, signal)];
    const inAll = (await listResources(door, context, signal)).filter(({ categories }) => categories.includes("all"));
    return inAll.length > 0 ? inAll : Promise.all(usual.map((one) => findResource(door, context, one, signal)));
  });
  return (await Promise.all(found)).flat();
}
