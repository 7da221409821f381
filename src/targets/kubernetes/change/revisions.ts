import type { Refused } from "../../target.ts";
import { refused } from "../scope.ts";
import { type JsonObject, numberAt, objectAt, textAt, textsAt, withValue } from "./json.ts";
import { withoutHashLabel } from "./pod-template.ts";

/** A template that a workload has had before, and still remembers. */
export interface Revision {
  readonly number: number;
  /** The ReplicaSet or ControllerRevision that remembers it. */
  readonly name: string;
  readonly template: JsonObject;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of a ControllerRevision: what it would patch the workload with. */
  readonly data?: JsonObject | undefined;
}

const revisionAnnotation = "deployment.kubernetes.io/revision";

/** The number a workload's or ReplicaSet's annotation gives its template; 0 when it has none. */
export function revisionOf(object: JsonObject): number {
  const written = textsAt(object, "metadata", "annotations")[revisionAnnotation] ?? "";
  return /^\d+$/.test(written) ? Number(written) : 0;
}

/** What a ReplicaSet remembers of its Deployment. */
export function revisionOfReplicaSet(replicaSet: JsonObject): Revision {
  return {
    ...identity(replicaSet),
    number: revisionOf(replicaSet),
    template: withoutHashLabel(objectAt(replicaSet, "spec", "template")),
  };
}

/** What a ControllerRevision remembers of its StatefulSet or DaemonSet. */
export function revisionOfControllerRevision(controllerRevision: JsonObject): Revision {
  const data = objectAt(controllerRevision, "data");
  return {
    ...identity(controllerRevision),
    number: numberAt(controllerRevision, "revision") ?? 0,
    // `$patch: replace` is an order to the server, not a part of the template.
    template: withValue(objectAt(data, "spec", "template"), ["$patch"], undefined),
    data,
  };
}

/**
 * The revision to go back to, chosen as kubectl does: the one asked for, else the second highest of all that are remembered,
 * whichever of them runs now.
 */
export function chooseRevision(
  revisions: readonly Revision[],
  toRevision: number | undefined,
  workload: string,
): Revision | Refused {
  const known = revisions.filter(({ number }) => number > 0).sort((one, other) => other.number - one.number);
  const list = known.map(({ number }) => number).reverse();
  if (toRevision) {
    const exact = known.find(({ number }) => number === toRevision);
    const remembered = list.length === 0 ? "none" : list.join(", ");
    return exact ?? refused(`${workload} has no revision ${toRevision}; it remembers ${remembered}`);
  }
  return known[1] ?? refused(`${workload} has no earlier revision to go back to`);
}

function identity(object: JsonObject) {
  return {
    name: textAt(object, "metadata", "name"),
    annotations: textsAt(object, "metadata", "annotations"),
  };
}
