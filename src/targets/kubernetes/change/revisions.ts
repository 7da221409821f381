import type { Refused } from "../../target.ts";
import { type JsonObject, objectAt, objectsAt, textAt, textsAt, valueAt, withValue } from "./json.ts";
import { withoutHashLabel } from "./pod-template.ts";

/** A template that a workload has had before, and still remembers. */
export interface Revision {
  readonly number: number;
  /** Name and uid of the ReplicaSet or ControllerRevision that remembers it. */
  readonly name: string;
  readonly uid: string;
  readonly template: JsonObject;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of a ControllerRevision: what it would patch the workload with. */
  readonly data?: JsonObject | undefined;
}

export const revisionAnnotation = "deployment.kubernetes.io/revision";

/** The number a workload's or ReplicaSet's annotation gives its template; 0 when it has none. */
export function revisionOf(object: JsonObject): number {
  const written = textsAt(object, "metadata", "annotations")[revisionAnnotation] ?? "";
  return /^\d+$/.test(written) ? Number(written) : 0;
}

/** Revisions that a Deployment's ReplicaSets remember. Those of others with the same labels are left out. */
export function revisionsOfReplicaSets(replicaSets: readonly JsonObject[], ownerUid: string): readonly Revision[] {
  return replicaSets
    .filter((one) => isControlledBy(one, ownerUid))
    .map((one) => ({
      ...identity(one),
      number: revisionOf(one),
      template: withoutHashLabel(objectAt(one, "spec", "template")),
    }));
}

/** Revisions of a StatefulSet or DaemonSet. */
export function revisionsOfControllerRevisions(
  controllerRevisions: readonly JsonObject[],
  ownerUid: string,
): readonly Revision[] {
  return controllerRevisions
    .filter((one) => isControlledBy(one, ownerUid))
    .map((one) => {
      const number = valueAt(one, "revision");
      const data = objectAt(one, "data");
      return {
        ...identity(one),
        number: typeof number === "number" ? number : 0,
        // `$patch: replace` is an order to the server, not a part of the template.
        template: withValue(objectAt(data, "spec", "template"), ["$patch"], undefined),
        data,
      };
    });
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

function isControlledBy(object: JsonObject, uid: string): boolean {
  return objectsAt(object, "metadata", "ownerReferences").some((one) => one.controller === true && one.uid === uid);
}

function identity(object: JsonObject) {
  return {
    name: textAt(object, "metadata", "name"),
    uid: textAt(object, "metadata", "uid"),
    annotations: textsAt(object, "metadata", "annotations"),
  };
}

function refused(reason: string): Refused {
  return { kind: "refused", reason };
}
