import type { Json } from "../target.ts";
import { isJsonList, isJsonObject, type JsonObject, objectAt, textAt, valueAt, withValue } from "./change/json.ts";

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * An object without what nobody may read in a channel: the data of a Secret and the values of variables named like one become their size,
 * `[12 bytes]`, also where kubectl keeps a copy of the object in an annotation.
 */
export function hideValues(object: JsonObject): JsonObject {
  const hidden = object.kind === "Secret" ? hideData(object) : hideVariables(object);
  const copy = textAt(object, "metadata", "annotations", lastApplied);
  if (copy === "") return hidden;
  return withValue(hidden, ["metadata", "annotations", lastApplied], hideCopy(copy));
}

function hideData(secret: JsonObject): JsonObject {
  const data = sizes(objectAt(secret, "data"), (value) => Buffer.from(value, "base64").length);
  const stringData = sizes(objectAt(secret, "stringData"), (value) => Buffer.byteLength(value));
  return {
    ...secret,
    ...(isJsonObject(secret.data) ? { data } : {}),
    ...(isJsonObject(secret.stringData) ? { stringData } : {}),
  };
}

function sizes(values: JsonObject, measure: (value: string) => number): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, `[${measure(typeof value === "string" ? value : "")} bytes]`]),
  );
}

const secretName = /pass(word|wd|phrase)?$|passw(or)?d|secret|token|credential|api_?key|access_?key|private_?key|dsn$/i;

function hideVariables(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, hideWithin(key, value)]));
}

function hideWithin(key: string, value: Json): Json {
  if (isJsonList(value)) return value.map((one) => (key === "env" ? hideVariable(one) : hideWithin("", one)));
  return isJsonObject(value) ? hideVariables(value) : value;
}

function hideVariable(variable: Json): Json {
  const value = valueAt(variable, "value");
  if (!isJsonObject(variable) || typeof value !== "string" || !secretName.test(textAt(variable, "name")))
    return variable;
  return { ...variable, value: `[${Buffer.byteLength(value)} bytes]` };
}

function hideCopy(copy: string): string {
  try {
    const parsed: Json = JSON.parse(copy);
    if (!isJsonObject(parsed)) return `[${Buffer.byteLength(copy)} bytes]`;
    // kubectl ends its copy with a line break.
    return `${JSON.stringify(hideValues(parsed))}${copy.endsWith("\n") ? "\n" : ""}`;
  } catch {
    return `[${Buffer.byteLength(copy)} bytes]`;
  }
}
