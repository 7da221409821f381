import { isObject, type Json, type JsonObject, textAt } from "../slack/json.ts";

/** What lies at the end of a path of keys and indexes. */
export function dig(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of path) {
    if (Array.isArray(found)) found = found[Number(key)];
    else found = isObject(found) ? found[key] : undefined;
  }
  return found;
}

/** The object at the end of a path, or an empty one. */
export function objectIn(value: Json | undefined, ...path: readonly (string | number)[]): JsonObject {
  const found = dig(value, ...path);
  return isObject(found) ? found : {};
}

export function textIn(value: Json | undefined, ...path: readonly (string | number)[]): string {
  const found = dig(value, ...path);
  return typeof found === "string" ? found : "";
}

/** The number at the end of a path, else `otherwise`. */
export function numberIn(value: Json | undefined, otherwise: number, ...path: readonly (string | number)[]): number {
  const found = dig(value, ...path);
  return typeof found === "number" ? found : otherwise;
}

/** The objects of the list at the end of a path. */
export function objectsIn(value: Json | undefined, ...path: readonly (string | number)[]): readonly JsonObject[] {
  const found = dig(value, ...path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The texts of an object by key: labels, annotations, selectors. */
export function textsIn(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectIn(value, ...path)).flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])),
  );
}

export const nameOf = (object: JsonObject): string => textIn(object, "metadata", "name");
export const namespaceOf = (object: JsonObject): string => textIn(object, "metadata", "namespace");
export const uidOf = (object: JsonObject): string => textIn(object, "metadata", "uid");
export const kindOf = (object: JsonObject): string => textAt(object, "kind");
export const labelsOf = (object: JsonObject): Readonly<Record<string, string>> => textsIn(object, "metadata", "labels");
export const annotationsOf = (object: JsonObject): Readonly<Record<string, string>> =>
  textsIn(object, "metadata", "annotations");
export const isLeaving = (object: JsonObject): boolean => dig(object, "metadata", "deletionTimestamp") !== undefined;
/** Milliseconds since 1970. */
export const createdAt = (object: JsonObject): number => Date.parse(textIn(object, "metadata", "creationTimestamp"));

/** The object with some of one part (`metadata`, `spec`, `status`) set anew; `undefined` takes a key away. */
export function withPart(object: JsonObject, part: string, changes: JsonObject): JsonObject {
  return { ...object, [part]: { ...objectIn(object, part), ...changes } };
}

export function withAnnotations(object: JsonObject, annotations: JsonObject): JsonObject {
  return withPart(object, "metadata", { annotations: { ...annotationsOf(object), ...annotations } });
}

/** The controller's line in `ownerReferences`. */
export function ownerReference(owner: JsonObject): JsonObject {
  return {
    apiVersion: textAt(owner, "apiVersion"),
    kind: kindOf(owner),
    name: nameOf(owner),
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function controllerOf(object: JsonObject): JsonObject | undefined {
  return objectsIn(object, "metadata", "ownerReferences").find((owner) => owner.controller === true);
}

export function isControlledBy(object: JsonObject, owner: JsonObject): boolean {
  return textAt(controllerOf(object), "uid") === uidOf(owner);
}

/** A condition of the status by its type. */
export function conditionOf(object: JsonObject, type: string): JsonObject | undefined {
  return objectsIn(object, "status", "conditions").find((condition) => condition.type === type);
}

export const isTrue = (object: JsonObject, condition: string): boolean =>
  textAt(conditionOf(object, condition), "status") === "True";

/** As Kubernetes writes times: whole seconds. */
export const timestamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
