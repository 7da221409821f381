import { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { findResource, type KubernetesResource } from "../../../clients/kubernetes-resources.ts";
import { remove } from "../../../operation/kubernetes/object-change.ts";
import { type Changer, changer, type Preview, type PreviewedObject, type Refused, type Site } from "../../target.ts";
import { listRaw } from "../ask.ts";
import { refused } from "../scope.ts";
import { deleteObject, type PinnedObject } from "./delete-object.ts";
import type { Patience } from "./follow-rollout.ts";
import { findObject } from "./found-object.ts";
import { type JsonObject, objectsAt, textAt } from "./json.ts";
import { objectOf } from "./locate-objects.ts";
import { managedElsewhere } from "./managed-elsewhere.ts";
import { type Place, placeOf } from "./place.ts";
import { inspectGone, waitUntilGone } from "./wait-until-gone.ts";
import { writeEach } from "./write-each.ts";

type DeleteArguments = z.output<typeof remove.schema>;

const pinnedDelete = z.array(z.object({ path: z.string(), words: z.string(), uid: z.string() }));

/** More than a person looks through before saying yes. */
const mostObjects = 500;

/** `kubectl delete`: exactly the objects that were listed, by their uid. Nothing brings them back. */
export function deletes(door: KubernetesDoor, patience: Patience): Changer {
  return changer<DeleteArguments, z.output<typeof pinnedDelete>>(remove, {
    pinned: pinnedDelete,
    preview: (given, site, signal) => preview(door, given, site, signal),
    async run(given, pinned, site, doing) {
      const place = placeOf(given, site);
      if (place.kind === "refused") return place;
      const grace = given.gracePeriodSeconds ?? -1;
      const options = {
        gracePeriodSeconds: grace >= 0 ? grace : given.force ? 0 : undefined,
        propagationPolicy: propagation[given.cascade ?? "background"],
      };
      return writeEach(pinned, doing, undefined, async (one) => {
        const outcome = await deleteObject(door, place.context, one, options, doing);
        return {
          kind: "done",
          text: outcome === "deleted" ? `${one.words} is deleted` : `${one.words} was gone already`,
        };
      });
    },
    async verify(given, pinned, site, doing) {
      const place = placeOf(given, site);
      if (place.kind === "refused") return { kind: "failed", text: place.reason };
      const enough = given.wait === false ? "ending" : "gone";
      return waitUntilGone(door, place.context, pinned, patience, doing, enough);
    },
    async inspect(given, pinned, site, signal) {
      const place = placeOf(given, site);
      return place.kind === "refused"
        ? { kind: "unclear", text: place.reason }
        : inspectGone(door, place.context, pinned, signal);
    },
  });
}

const propagation = { background: "Background", orphan: "Orphan", foreground: "Foreground" } as const;

async function preview(
  door: KubernetesDoor,
  given: DeleteArguments,
  site: Site,
  signal: AbortSignal,
): Promise<(Preview & { readonly pinned: PinnedObject[] }) | Refused> {
  const place = placeOf(given, site);
  if (place.kind === "refused") return place;
  const resource = await findResource(door, place.context, given.resource, signal);
  const objects = await listed(door, resource, place, given, signal);
  if ("reason" in objects) return objects;
  if (objects.length === 0) return refused(`there are no ${resource.plural} that fit; nothing would be deleted`);
  if (objects.length > mostObjects) {
    return refused(`${objects.length} ${resource.plural} fit; that is more than a person can judge. Narrow it down`);
  }
  const pinned = objects.map((one) => pin(resource, place, one));
  const byName = given.names.length > 0;
  return {
    kind: "preview",
    objects: objects.map((one, index) => ({ name: pinned[index]?.words ?? "", changes: factsOf(one) })),
    warnings: [
      ...place.warnings,
      ...(resource.plural === "namespaces" ? ["everything in a namespace goes with it"] : []),
      ...(given.force ? ["they are not waited for: a program may still run when its object is gone"] : []),
      ...new Set(objects.flatMap(managedElsewhere)),
    ],
    notPreviewed:
      given.cascade === "orphan" || resource.plural === "pods" ? [] : ["what belongs to them and goes with them"],
    // Of a selection those that are gone by themselves are missed by nobody, and new ones are not touched.
    fingerprint: byName ? pinned.map(({ uid }) => uid) : { resource: resource.plural, selected: true },
    pinned,
  };
}

async function listed(
  door: KubernetesDoor,
  resource: KubernetesResource,
  place: Place,
  given: DeleteArguments,
  signal: AbortSignal,
): Promise<readonly JsonObject[] | Refused> {
  if (given.names.length === 0) {
    const scope = { context: place.context, namespace: given.allNamespaces ? undefined : place.namespace };
    const selection = { labelSelector: given.selector, fieldSelector: given.fieldSelector };
    return (await listRaw(door, scope, resource, selection, signal)).items;
  }
  const objects: JsonObject[] = [];
  for (const name of given.names) {
    const found = await findObject(door, objectOf(resource, place, name), signal);
    if (found.kind === "found") objects.push(found.raw);
    else if (!given.ignoreNotFound) return found;
  }
  return objects;
}

function pin(resource: KubernetesResource, place: Place, object: JsonObject): PinnedObject {
  const namespace = textAt(object, "metadata", "namespace");
  const elsewhere = namespace !== "" && namespace !== place.namespace ? [`in ${namespace}`] : place.warnings;
  const { path, words } = objectOf(
    resource,
    { ...place, namespace, warnings: elsewhere },
    textAt(object, "metadata", "name"),
  );
  return { path, words, uid: textAt(object, "metadata", "uid") };
}

function factsOf(object: JsonObject): PreviewedObject["changes"] {
  const owner = objectsAt(object, "metadata", "ownerReferences").find((one) => one.controller === true);
  const after = owner ? `deleted; ${textAt(owner, "kind")} ${textAt(owner, "name")} makes another` : "deleted";
  const phase = textAt(object, "status", "phase");
  return [{ what: "object", before: phase === "" ? "there" : phase, after }];
}
