import type { Json } from "../../target.ts";
import { isJsonList, isJsonObject, type JsonObject, textAt } from "../change/json.ts";
import { annotationLines, field, heading, indented, type Lines, labelLines } from "./lines.ts";

/** An object of a kind nobody has written a description for: every field by its name. */
export function anyKindLines(object: JsonObject): Lines {
  const { metadata: _, apiVersion: __, kind: ___, ...rest } = object;
  return [
    ...heading(object),
    ...labelLines(object),
    ...annotationLines(object),
    field("API Version", textAt(object, "apiVersion")),
    field("Kind", textAt(object, "kind")),
    field("Created", textAt(object, "metadata", "creationTimestamp")),
    ...fieldLines(rest),
  ];
}

function fieldLines(object: JsonObject): Lines {
  return Object.entries(object)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, value]) => valueLines(titleOf(key), value));
}

function valueLines(name: string, value: Json): Lines {
  if (isJsonObject(value)) return [`${name}:`, ...indented(fieldLines(value))];
  if (!isJsonList(value)) return [`${name}:\t${String(value).replaceAll("\n", "\n\t")}`];
  const entries = value.flatMap((one) => (isJsonObject(one) ? fieldLines(one) : [String(one)]));
  return [`${name}:`, ...indented(entries)];
}

/** `maxReplicas` → `Max Replicas`. */
function titleOf(key: string): string {
  const spaced = key.replace(/([a-z0-9])([A-Z])/g, "$1 $2");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
