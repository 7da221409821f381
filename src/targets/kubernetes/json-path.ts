import type { Json } from "../target.ts";
import { isJsonList, isJsonObject } from "./change/json.ts";
import type { Condition, JsonPath, Step } from "./json-path-steps.ts";

/** Every value a path leads to, as kubectl's JSONPath finds them; none for a path that leads nowhere. */
export function valuesAt(path: JsonPath, root: Json, current: Json = root): readonly Json[] {
  return path.steps.reduce<readonly Json[]>(
    (values, step) => values.flatMap((value) => follow(step, value, root)),
    [path.from === "root" ? root : current],
  );
}

/** A value as it is printed: text as it is, everything else as JSON. */
export function printValue(value: Json): string {
  if (typeof value === "string") return value;
  return value === null ? "" : JSON.stringify(value);
}

function follow(step: Step, value: Json, root: Json): readonly Json[] {
  switch (step.kind) {
    case "names":
      return step.names.flatMap((name) => named(value, name));
    case "indexes":
      return step.indexes.flatMap((index) => indexed(value, index));
    case "all":
      return childrenOf(value);
    case "slice":
      return sliced(value, step);
    case "filter":
      return childrenOf(value).filter((one) => holds(step.condition, one, root));
    case "descend":
      return descendants(value);
  }
}

function named(value: Json, name: string): readonly Json[] {
  const found = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return found === undefined ? [] : [found];
}

function indexed(value: Json, index: number): readonly Json[] {
  const found = isJsonList(value) ? value.at(index) : undefined;
  return found === undefined ? [] : [found];
}

function sliced(value: Json, { from, to, by }: { readonly from?: number; readonly to?: number; readonly by: number }) {
  return isJsonList(value) ? value.slice(from, to).filter((_, at) => at % by === 0) : [];
}

function childrenOf(value: Json): readonly Json[] {
  if (isJsonList(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

function descendants(value: Json): readonly Json[] {
  return [value, ...childrenOf(value).flatMap(descendants)];
}

function holds({ left, operator, right }: Condition, value: Json, root: Json): boolean {
  const found = sideValues(left, value, root);
  if (operator === undefined || right === undefined) return found.length > 0;
  const [one] = found;
  const [other] = sideValues(right, value, root);
  return one !== undefined && other !== undefined && compares(one, operator, other);
}

function sideValues(side: Condition["left"], value: Json, root: Json): readonly Json[] {
  return "literal" in side ? [side.literal] : valuesAt(side.path, root, value);
}

function compares(one: Json, operator: string, other: Json): boolean {
  const [a, b] =
    typeof one === "number" && typeof other === "number" ? [one, other] : [printValue(one), printValue(other)];
  switch (operator) {
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    default:
      return a >= b;
  }
}
