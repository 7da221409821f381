import type { Json } from "../../target.ts";
import { meansTheSame } from "./canonical.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

/** The JSON merge patch (RFC 7396) that makes `to` of `from`: lists as a whole, `null` for what has to go. */
export function mergePatchBetween(from: JsonObject, to: JsonObject): JsonObject {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(
    keys.flatMap((key): [string, Json][] => {
      const [old, wanted] = [from[key], to[key]];
      if (meansTheSame(old, wanted)) return [];
      if (isJsonObject(old) && isJsonObject(wanted)) return [[key, mergePatchBetween(old, wanted)]];
      return [[key, wanted ?? null]];
    }),
  );
}
