import type { Refused, Site } from "../target.ts";

/** Where in which cluster. Without a namespace: in all of them. */
export interface Scope {
  readonly context: string | undefined;
  readonly namespace: string | undefined;
}

interface Given {
  readonly namespace?: string | undefined;
  readonly context?: string | undefined;
  readonly allNamespaces?: boolean | undefined;
}

export function scopeOf(given: Given, site: Site): Scope | Refused {
  const cluster = site.environment.kubernetes;
  if (!cluster) return refused(`the catalog names no cluster for ${site.environmentName} of ${site.service}`);
  if (given.context !== undefined && given.context !== cluster.context)
    return refused(`${given.context} is not the cluster of ${site.environmentName}`);
  const namespace = given.allNamespaces ? undefined : (given.namespace ?? cluster.namespace);
  return { context: cluster.context, namespace };
}

export function isRefused<T extends object>(value: T | Refused): value is Refused {
  return "kind" in value && value.kind === "refused";
}

export function refused(reason: string): Refused {
  return { kind: "refused", reason };
}
