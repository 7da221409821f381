import { isList, isObject, type Json, type JsonObject } from "../../slack/json.ts";
import { fnv } from "../chance.ts";

/** The `pod-template-hash` of a template: the same for the same content, in letters that spell no words. */
export function templateHash(template: JsonObject): string {
  return [...String(fnv(JSON.stringify(sorted(template))))]
    .map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length])
    .join("");
}

const alphabet = "bcdfghjklmnpqrstvwxz2456789";

function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .flatMap((key) => {
        const inner = value[key];
        return inner === undefined || inner === null ? [] : [[key, sorted(inner)]];
      }),
  );
}
