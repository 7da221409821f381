import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { KubernetesResource } from "../../../clients/kubernetes-resources.ts";
import type { get } from "../../../operation/kubernetes/read.ts";
import type { Doing } from "../../target.ts";
import type { Scope } from "../scope.ts";

export type Get = ReturnType<typeof get.schema.parse>;

/** What every part of a `get` needs. */
export interface Getting {
  readonly door: KubernetesDoor;
  readonly now: () => Date;
  readonly given: Get;
  readonly scope: Scope;
  readonly resources: readonly KubernetesResource[];
  readonly doing: Doing;
}

/** What kubectl says on an empty answer. */
export function nothingFound({ given, scope, resources }: Getting): string {
  if (given.ignoreNotFound) return "";
  const isNamespaced = resources.some(({ namespaced }) => namespaced);
  return isNamespaced && scope.namespace !== undefined
    ? `No resources found in ${scope.namespace} namespace.\n`
    : "No resources found\n";
}
