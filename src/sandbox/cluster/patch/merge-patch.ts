import { isObject, type Json, type JsonObject } from "../../slack/json.ts";

/** RFC 7386: null takes away, lists are replaced whole. */
export function applyMergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: Record<string, Json | undefined> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) delete merged[key];
    else merged[key] = applyMergePatch(merged[key], value);
  }
  const result: JsonObject = merged;
  return result;
}
