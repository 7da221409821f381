import type { Refused, Site } from "../../target.ts";
import { isRefused, scopeOf } from "../scope.ts";

/** Where in which cluster a change happens. */
export interface Place {
  readonly kind: "place";
  /** Of the kubeconfig; undefined is its current one. */
  readonly context: string | undefined;
  readonly namespace: string;
  /** What an approver should know about it. */
  readonly warnings: readonly string[];
}

/** The catalog's cluster, and the namespace of the command or else the catalog's. */
export function placeOf(
  given: { readonly context?: string | undefined; readonly namespace?: string | undefined },
  site: Site,
): Place | Refused {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const { context, namespace = "" } = scope;
  const usual = site.environment.kubernetes?.namespace;
  const warnings =
    namespace === usual
      ? []
      : [`it is in the namespace ${namespace}; ${site.environmentName} of ${site.service} is in ${usual}`];
  return { kind: "place", context, namespace, warnings };
}
