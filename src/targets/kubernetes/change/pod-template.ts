import { digestOf, meansTheSame } from "./canonical.ts";
import { isJsonObject, type JsonObject, objectAt, objectsAt, textAt, valueAt, withValue } from "./json.ts";

const hashLabel = "pod-template-hash";

/** The template without the label that the deployment controller adds to each ReplicaSet's copy. */
export function withoutHashLabel(template: JsonObject): JsonObject {
  const label = ["metadata", "labels", hashLabel];
  return valueAt(template, ...label) === undefined ? template : withValue(template, label, undefined);
}

/** Whether pods of the two would be alike. */
export function templatesEqual(one: JsonObject, other: JsonObject): boolean {
  return meansTheSame(withoutHashLabel(one), withoutHashLabel(other));
}

export function templateDigest(template: JsonObject): string {
  return digestOf(withoutHashLabel(template));
}

/** Containers and init containers, in that order. */
export function containersOf(template: JsonObject): readonly JsonObject[] {
  return [...objectsAt(template, "spec", "containers"), ...objectsAt(template, "spec", "initContainers")];
}

/** `api:2.3.1`, or `api=api:2.3.1, proxy=envoy:1.30` where there are several. */
export function imagesOf(template: JsonObject): string {
  const containers = objectsAt(template, "spec", "containers");
  const [only, ...more] = containers;
  if (only && more.length === 0) return textAt(only, "image");
  return containers.map((one) => `${textAt(one, "name")}=${textAt(one, "image")}`).join(", ");
}

/** A copy with some of the containers changed; `change` gives the same object back for those it leaves alone. */
export function mapContainers(template: JsonObject, change: (container: JsonObject) => JsonObject): JsonObject {
  const spec = objectAt(template, "spec");
  const changed = ["containers", "initContainers"].flatMap((list) => {
    const found = spec[list];
    return Array.isArray(found) ? [[list, found.map((one) => (isJsonObject(one) ? change(one) : one))] as const] : [];
  });
  return { ...template, spec: { ...spec, ...Object.fromEntries(changed) } };
}
