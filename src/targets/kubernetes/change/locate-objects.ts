import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { resourcePath } from "../../../clients/kubernetes-path.ts";
import { findResource, type KubernetesResource } from "../../../clients/kubernetes-resources.ts";
import type { Refused, Site } from "../../target.ts";
import type { ObjectAt } from "./found-object.ts";
import type { Located } from "./object-change.ts";
import { type Place, placeOf } from "./place.ts";

export interface Named {
  readonly resource: string;
  readonly names: readonly string[];
  readonly namespace?: string | undefined;
  readonly context?: string | undefined;
  readonly subresource?: string | undefined;
}

/** Objects of one kind by their names; the kind is asked of the cluster where it is not one that all have. */
export async function locateObjects(
  door: KubernetesDoor,
  given: Named,
  site: Site,
  signal: AbortSignal,
): Promise<Located | Refused> {
  const place = placeOf(given, site);
  if (place.kind === "refused") return place;
  const resource = await findResource(door, place.context, given.resource, signal);
  return {
    kind: "located",
    objects: given.names.map((name) => objectOf(resource, place, name, given.subresource)),
    warnings: resource.namespaced ? place.warnings : [],
  };
}

/** The address of one object, and `pod/api-1`, with its namespace where it is not the usual one. */
export function objectOf(
  resource: KubernetesResource,
  { context, namespace, warnings }: Place,
  name: string,
  subresource?: string,
): ObjectAt {
  const where = resource.namespaced && warnings.length > 0 ? ` in ${namespace}` : "";
  return {
    context,
    path: resourcePath(resource, { namespace, name, subresource }),
    words: `${resource.singular || resource.plural}/${name}${where}`,
  };
}
