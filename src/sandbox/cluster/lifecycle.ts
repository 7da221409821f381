import { randomInt, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../slack/json.ts";
import { isLeaving, nameOf, namespaceOf, numberIn, objectIn, textIn, timestamp, uidOf, withPart } from "./objects.ts";
import { apiVersionOf, resourceOf } from "./resources.ts";
import type { World } from "./world.ts";

type Propagation = "Background" | "Foreground" | "Orphan";

/** A new object as the server keeps it: with an identity, a time of birth and, where its kind counts them, a generation. */
export function newborn(world: World, plural: string, given: JsonObject): JsonObject {
  const resource = resourceOf(plural);
  const { generateName, ...metadata } = objectIn(given, "metadata");
  const name = textIn(given, "metadata", "name") || `${String(generateName ?? "")}${randomSuffix()}`;
  return {
    ...given,
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: {
      ...metadata,
      ...(generateName === undefined ? {} : { generateName }),
      name,
      uid: randomUUID(),
      creationTimestamp: timestamp(world.now()),
      generation: countsGenerations(plural) ? 1 : undefined,
      resourceVersion: undefined,
      deletionTimestamp: undefined,
    },
  };
}

export function create(world: World, plural: string, given: JsonObject): JsonObject {
  return world.store.put(plural, newborn(world, plural, given));
}

/** What a wish for a change becomes: identity stays, a new spec is a new generation. */
export function succeeding(plural: string, before: JsonObject, wanted: JsonObject): JsonObject {
  const was = objectIn(before, "metadata");
  const isNew =
    countsGenerations(plural) &&
    (!isDeepStrictEqual(objectIn(before, "spec"), objectIn(wanted, "spec")) ||
      // The real server counts a Deployment's annotations, too.
      (plural === "deployments" && !isDeepStrictEqual(was.annotations, objectIn(wanted, "metadata").annotations)));
  const generation = numberIn(before, 0, "metadata", "generation");
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, resourceVersion } = was;
  return {
    ...withPart(wanted, "metadata", {
      uid,
      creationTimestamp,
      deletionTimestamp,
      deletionGracePeriodSeconds,
      resourceVersion,
      generation: was.generation === undefined ? undefined : generation + (isNew ? 1 : 0),
    }),
  };
}

/** Writes a status, or what a controller notes in the metadata: no new generation. */
export function note(world: World, plural: string, object: JsonObject): JsonObject {
  const last = world.store.get(plural, namespaceOf(object), nameOf(object));
  return last !== undefined && uidOf(last) === uidOf(object) ? world.store.put(plural, object) : object;
}

/** Writes a spec that a controller wants. */
export function change(world: World, plural: string, before: JsonObject, wanted: JsonObject): JsonObject {
  return note(world, plural, succeeding(plural, before, wanted));
}

interface Leaving {
  /** Seconds; 0 at once. Only pods take time to leave. */
  readonly grace?: number | undefined;
  readonly propagation?: Propagation | undefined;
}

/** Asks an object to leave. It is gone at once unless it is a pod that must first stop, or somebody holds it with a finalizer. */
export function depart(
  world: World,
  plural: string,
  object: JsonObject,
  { grace, propagation }: Leaving = {},
): JsonObject {
  const seconds = plural === "pods" ? (grace ?? numberIn(object, 30, "spec", "terminationGracePeriodSeconds")) : 0;
  const added = propagation === "Foreground" ? ["foregroundDeletion"] : propagation === "Orphan" ? ["orphan"] : [];
  const finalizers = [...new Set([...finalizersOf(object), ...added])];
  const isStopping = plural === "pods" && seconds > 0 && textIn(object, "spec", "nodeName") !== "";
  if (plural === "namespaces" || isStopping || finalizers.length > 0) {
    if (isLeaving(object)) return object;
    return note(
      world,
      plural,
      withPart(object, "metadata", {
        deletionTimestamp: timestamp(world.now() + seconds * 1000),
        deletionGracePeriodSeconds: seconds,
        finalizers: finalizers.length > 0 ? finalizers : undefined,
      }),
    );
  }
  world.store.remove(plural, object);
  return object;
}

export function finalizersOf(object: JsonObject): readonly string[] {
  const list = objectIn(object, "metadata").finalizers;
  return Array.isArray(list) ? list.map(String) : [];
}

/** As the ends of pods' names: no vowels, so no words. */
export function randomSuffix(): string {
  return Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("");
}

const alphabet = "bcdfghjklmnpqrstvwxz2456789";
const uncounted = [
  "namespaces",
  "nodes",
  "pods",
  "events",
  "configmaps",
  "secrets",
  "services",
  "serviceaccounts",
  "endpoints",
];
const countsGenerations = (plural: string): boolean => !uncounted.includes(plural);
