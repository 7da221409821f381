import { createHash } from "node:crypto";
import type { Json } from "../../target.ts";
import { isJsonList, isJsonObject } from "./json.ts";

/** Whether two values mean the same to the API server: no list and an empty one, no label and no map of labels are equal. */
export function meansTheSame(one: Json | undefined, other: Json | undefined): boolean {
  return canonical(one) === canonical(other);
}

/** SHA-256 of what a value means, as hexadecimal digits. */
export function digestOf(value: Json | undefined): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

// An empty selector means everything and none means nothing, so `{}` is "nothing there" for plain maps only.
const maps = new Set(["labels", "annotations", "nodeSelector", "matchLabels", "limits", "requests", "overhead"]);

function canonical(value: Json | undefined): string {
  if (isJsonList(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value ?? null);
  const present = Object.entries(value).filter(([key, entry]) => !isNothing(key, entry));
  const sorted = present.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(",")}}`;
}

function isNothing(key: string, value: Json): boolean {
  if (value === null) return true;
  if (isJsonList(value)) return value.length === 0;
  return isJsonObject(value) && maps.has(key) && Object.keys(value).length === 0;
}
