import { z } from "zod";
import type { Json } from "../../target.ts";

export type JsonObject = { readonly [key: string]: Json };

/** Reads an answer of the API server without losing a field: nothing here knows all of them. */
export const jsonObject = z.record(z.string(), z.json());

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isJsonList(value);
}

export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** What lies at the end of a path; undefined as soon as a step is missing. */
export function valueAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, key) => (isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    value,
  );
}

/** The object at the end of a path; `{}` when there is none. */
export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = valueAt(value, ...path);
  return isJsonObject(found) ? found : {};
}

/** The objects of the list at the end of a path. */
export function objectsAt(value: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const found = valueAt(value, ...path);
  return isJsonList(found) ? found.filter(isJsonObject) : [];
}

export function textAt(value: Json | undefined, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : "";
}

export function numberAt(value: Json | undefined, ...path: readonly string[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "number" ? found : undefined;
}

/** The text entries of a map such as labels or annotations. */
export function textsAt(value: Json | undefined, ...path: readonly string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(objectAt(value, ...path));
  return Object.fromEntries(entries.flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])));
}

/** A copy with the value at a path replaced, or removed when it is undefined. Objects missing on the way are made. */
export function withValue(value: Json | undefined, path: readonly string[], replacement: Json | undefined): JsonObject {
  const [key = "", ...rest] = path;
  const here = isJsonObject(value) ? value : {};
  const { [key]: old, ...others } = here;
  if (rest.length > 0) return { ...here, [key]: withValue(old, rest, replacement) };
  return replacement === undefined ? others : { ...here, [key]: replacement };
}
