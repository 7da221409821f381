import { resourcePath } from "../../../clients/kubernetes-path.ts";
import { type WorkloadKind, workloadOf } from "../../../operation/kubernetes/workload.ts";
import type { Refused, Site } from "../../target.ts";
import type { ObjectAt } from "./found-object.ts";
import type { Located } from "./object-change.ts";
import { type Place, placeOf } from "./place.ts";

/** One Deployment, StatefulSet or DaemonSet. */
export interface WorkloadAt extends ObjectAt {
  readonly kind: "workload";
  readonly workloadKind: WorkloadKind;
  readonly name: string;
  readonly place: Place;
}

/** Arguments of an operation on one workload. */
export type WorkloadArguments = Parameters<typeof workloadOf>[0] & { readonly context?: string | undefined };

export function workloadAt(given: WorkloadArguments, site: Site, subresource?: "scale"): WorkloadAt | Refused {
  const place = placeOf(given, site);
  if (place.kind === "refused") return place;
  const { kind: workloadKind, name } = workloadOf(given);
  const address = { group: "apps", version: "v1", plural: `${workloadKind}s`, namespaced: true };
  const where = place.warnings.length > 0 ? ` in ${place.namespace}` : "";
  return {
    kind: "workload",
    workloadKind,
    name,
    place,
    context: place.context,
    path: resourcePath(address, { namespace: place.namespace, name, subresource }),
    words: `${workloadKind}/${name}${where}`,
  };
}

/** The workload as the one object of a change. */
export function locateWorkload(at: WorkloadAt | Refused): Located | Refused {
  return at.kind === "refused" ? at : { kind: "located", objects: [at], warnings: at.place.warnings };
}
