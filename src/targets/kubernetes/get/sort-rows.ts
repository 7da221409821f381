import type { Json } from "../../target.ts";
import { printValue, valuesAt } from "../json-path.ts";
import { readJsonPath } from "../json-path-steps.ts";

/**
 * `.metadata.name`, also written `{.metadata.name}`. Numbers by size, everything else letter by letter; what has no such
 * field comes first. Throws a `JsonPathError`.
 */
export function sortBy<T>(written: string | undefined, items: readonly T[], objectOf: (item: T) => Json): readonly T[] {
  if (written === undefined) return items;
  const path = readJsonPath(written.trim().replace(/^\{(.*)\}$/s, "$1"));
  const keyed = items.map((item) => ({ item, key: valuesAt(path, objectOf(item))[0] }));
  return keyed.sort((one, other) => compare(one.key, other.key)).map(({ item }) => item);
}

function compare(one: Json | undefined, other: Json | undefined): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  if (typeof one === "number" && typeof other === "number") return one - other;
  const [first, second] = [printValue(one), printValue(other)];
  return Number(first > second) - Number(first < second);
}
