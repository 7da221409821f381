import { type JsonObject, objectsAt, textAt, textsAt } from "../change/json.ts";

/** Lines not yet set in columns: two spaces a level, cells parted by tabs. */
export type Lines = readonly string[];

export function indented(lines: Lines, levels = 1): Lines {
  return lines.map((line) => "  ".repeat(levels) + line);
}

/** `Name:  api`, with `<none>` for nothing. */
export function field(name: string, value: string | number | boolean | undefined): string {
  return `${name}:\t${value === undefined || value === "" ? "<none>" : value}`;
}

/** One entry a line under the first: `Labels:  app=api`, `tier=web`. */
export function many(name: string, values: readonly string[]): Lines {
  if (values.length === 0) return [`${name}:\t<none>`];
  return values.map((value, at) => (at === 0 ? `${name}:\t${value}` : `\t${value}`));
}

/** `Sat, 21 Nov 2026 15:30:00 +0000`. */
export function timeWords(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? "<unset>" : at.toUTCString().replace("GMT", "+0000");
}

export function pairs(values: Readonly<Record<string, string>>, between: string): readonly string[] {
  return Object.entries(values)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}${between}${value}`);
}

/** Name and namespace of an object. */
export function heading(object: JsonObject): Lines {
  const namespace = textAt(object, "metadata", "namespace");
  return [
    field("Name", textAt(object, "metadata", "name")),
    ...(namespace === "" ? [] : [field("Namespace", namespace)]),
  ];
}

export function labelLines(object: JsonObject, name = "Labels"): Lines {
  return many(name, pairs(textsAt(object, "metadata", "labels"), "="));
}

const copyOfItself = "kubectl.kubernetes.io/last-applied-configuration";

export function annotationLines(object: JsonObject, name = "Annotations"): Lines {
  const { [copyOfItself]: _, ...others } = textsAt(object, "metadata", "annotations");
  return many(
    name,
    pairs(others, ": ").map((pair) => {
      const line = pair.replace(/\s*\n\s*/g, " ");
      return line.length > 200 ? `${line.slice(0, 200)}...` : line;
    }),
  );
}

/** `ReplicaSet/api-5d8`, or nothing. */
export function controlledBy(object: JsonObject): Lines {
  const owner = objectsAt(object, "metadata", "ownerReferences").find(({ controller }) => controller === true);
  return owner ? [field("Controlled By", `${textAt(owner, "kind")}/${textAt(owner, "name")}`)] : [];
}
