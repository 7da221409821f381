import type { JsonObject } from "../../slack/json.ts";
import { depart, finalizersOf, note } from "../lifecycle.ts";
import { isLeaving, namespaceOf, objectsIn, textIn, uidOf, withPart } from "../objects.ts";
import { resources } from "../resources.ts";
import type { World } from "../world.ts";

const owners = ["deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs"];
const owned = ["replicasets", "pods", "jobs", "controllerrevisions"];

/** Takes away what has lost its owner, and owners that waited for what they own. */
export function collectGarbage(world: World, namespace: string): void {
  const living = new Map(
    owners.flatMap((plural) => world.store.list(plural, namespace).map((object) => [uidOf(object), object] as const)),
  );
  for (const plural of owned)
    for (const object of world.store.list(plural, namespace)) {
      const references = objectsIn(object, "metadata", "ownerReferences");
      if (references.length === 0 || isLeaving(object)) continue;
      const kept = references.filter((reference) => {
        const owner = living.get(textIn(reference, "uid"));
        return owner !== undefined && !finalizersOf(owner).includes("foregroundDeletion");
      });
      if (kept.length === 0 && !references.some((one) => isOrphaning(living.get(textIn(one, "uid")))))
        depart(world, plural, object);
    }
  for (const plural of owners)
    for (const object of world.store.list(plural, namespace)) if (isLeaving(object)) release(world, plural, object);
}

const isOrphaning = (owner: JsonObject | undefined): boolean =>
  owner !== undefined && finalizersOf(owner).includes("orphan");

function release(world: World, plural: string, owner: JsonObject): void {
  const finalizers = finalizersOf(owner);
  const dependents = owned.flatMap((kind) =>
    world.store
      .list(kind, namespaceOf(owner))
      .filter((object) => objectsIn(object, "metadata", "ownerReferences").some((one) => one.uid === uidOf(owner)))
      .map((object) => ({ kind, object })),
  );
  if (finalizers.includes("orphan"))
    for (const { kind, object } of dependents) {
      const others = objectsIn(object, "metadata", "ownerReferences").filter((one) => one.uid !== uidOf(owner));
      note(world, kind, withPart(object, "metadata", { ownerReferences: others.length > 0 ? others : undefined }));
    }
  else if (finalizers.includes("foregroundDeletion") && dependents.length > 0) return;
  const left = finalizers.filter((one) => one !== "orphan" && one !== "foregroundDeletion");
  if (left.length === 0) world.store.remove(plural, owner);
  else note(world, plural, withPart(owner, "metadata", { finalizers: left }));
}

/** Empties namespaces that are leaving; then they are gone. */
export function emptyNamespaces(world: World): void {
  for (const namespace of world.store.list("namespaces").filter(isLeaving)) {
    const name = textIn(namespace, "metadata", "name");
    const kinds = resources.filter((resource) => resource.namespaced).map((resource) => resource.plural);
    for (const plural of kinds) for (const object of world.store.list(plural, name)) depart(world, plural, object);
    if (kinds.every((plural) => world.store.list(plural, name).length === 0))
      world.store.remove("namespaces", namespace);
    else if (textIn(namespace, "status", "phase") !== "Terminating")
      note(world, "namespaces", withPart(namespace, "status", { phase: "Terminating" }));
  }
}
