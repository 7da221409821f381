import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { resourcePath } from "../../clients/kubernetes-path.ts";
import type { KubernetesResource } from "../../clients/kubernetes-resources.ts";
import { type JsonObject, jsonObject, objectsAt, textAt } from "./change/json.ts";
import { hideValues } from "./hide-values.ts";
import type { Scope } from "./scope.ts";

export interface Selection {
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

export interface Listed {
  readonly items: readonly JsonObject[];
  /** Where a watch goes on from. */
  readonly resourceVersion: string;
}

const pageSize = 500;

/** One object, with the values of secrets hidden. */
export async function getObject(
  door: KubernetesDoor,
  { context, namespace }: Scope,
  resource: KubernetesResource,
  name: string,
  signal: AbortSignal,
): Promise<JsonObject> {
  const path = resourcePath(resource, { namespace, name });
  return hideValues(jsonObject.parse(await door.json(context, { method: "GET", path, signal })));
}

/** Every object of a kind, with the values of secrets hidden. */
export async function listObjects(...asked: Parameters<typeof listRaw>): Promise<Listed> {
  const { items, resourceVersion } = await listRaw(...asked);
  return { items: items.map(hideValues), resourceVersion };
}

/** Every object of a kind as it is, page by page, each saying its kind. Not for printing. */
export async function listRaw(
  door: KubernetesDoor,
  scope: Scope,
  resource: KubernetesResource,
  { labelSelector, fieldSelector }: Selection,
  signal: AbortSignal,
): Promise<Listed> {
  const path = resourcePath(resource, { namespace: scope.namespace });
  const apiVersion = resource.group === "" ? resource.version : `${resource.group}/${resource.version}`;
  const items: JsonObject[] = [];
  for (let next: string | undefined; ; ) {
    const query = { labelSelector, fieldSelector, limit: pageSize, continue: next };
    const page = jsonObject.parse(await door.json(scope.context, { method: "GET", path, query, signal }));
    items.push(...objectsAt(page, "items").map((item) => ({ apiVersion, kind: resource.kind, ...item })));
    next = textAt(page, "metadata", "continue") || undefined;
    if (next === undefined) return { items, resourceVersion: textAt(page, "metadata", "resourceVersion") };
  }
}
