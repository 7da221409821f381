import { type JsonObject, objectAt, textAt, textsAt } from "../change/json.ts";
import { annotationLines, field, heading, type Lines, labelLines } from "./lines.ts";

export function configMapLines(configMap: JsonObject): Lines {
  const data = textsAt(configMap, "data");
  const binary = Object.entries(textsAt(configMap, "binaryData"));
  return [
    ...heading(configMap),
    ...labelLines(configMap),
    ...annotationLines(configMap),
    "",
    "Data",
    "====",
    ...Object.keys(data)
      .sort()
      .flatMap((key) => [`${key}:`, "----", ...(data[key] ?? "").replaceAll("\t", "    ").split("\n"), ""]),
    "",
    "BinaryData",
    "====",
    ...binary.map(([key, value]) => `${key}: ${Buffer.from(value, "base64").length} bytes`),
    "",
  ];
}

/** Sizes alone: the values were hidden when the Secret was read. */
export function secretLines(secret: JsonObject): Lines {
  const sizes = Object.entries(objectAt(secret, "data")).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    ...heading(secret),
    ...labelLines(secret),
    ...annotationLines(secret),
    "",
    field("Type", textAt(secret, "type")).replace("\t", "  "),
    "",
    "Data",
    "====",
    ...sizes.map(([key, size]) => `${key}:\t${String(size).replace(/^\[|\]$/g, "")}`),
  ];
}
