import { isList, isObject, type Json, type JsonObject } from "../json.ts";

/** What a value may look like, as data. */
export type Shape =
  | { readonly kind: "string"; readonly min: number; readonly max: number; readonly format?: keyof typeof FORMATS }
  | { readonly kind: "number"; readonly min: number; readonly max: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "anything" }
  | { readonly kind: "choice"; readonly of: readonly Json[] }
  | { readonly kind: "list"; readonly of: Shape; readonly min: number; readonly max: number }
  | ObjectShape
  /** An object whose `type` names its shape. */
  | { readonly kind: "variant"; readonly of: () => Readonly<Record<string, ObjectShape>> };

export interface ObjectShape {
  readonly kind: "object";
  readonly required: Readonly<Record<string, Shape>>;
  readonly optional: Readonly<Record<string, Shape>>;
  /** What no single field says; each sentence becomes a problem at the object. */
  readonly rule?: (value: JsonObject) => readonly string[];
}

/** Every way `value` is not of this shape, each worded and located as Slack does. */
export function check(shape: Shape, value: Json | undefined, path: string): readonly string[] {
  switch (shape.kind) {
    case "string":
      return checkString(shape, value, path);
    case "number": {
      const isFine = typeof value === "number" && value >= shape.min && value <= shape.max;
      return isFine ? [] : [at(path, `must be a number from ${shape.min} to ${shape.max}`)];
    }
    case "anything":
      return [];
    case "boolean":
      return typeof value === "boolean" ? [] : [at(path, "must provide a boolean")];
    case "choice":
      return value !== undefined && shape.of.includes(value)
        ? []
        : [at(path, `must be one of: ${shape.of.join(", ")}`)];
    case "list":
      return checkList(shape, value, path);
    case "object":
      return isObject(value) ? checkObject(shape, value, path) : [at(path, "must provide an object")];
    case "variant":
      return checkVariant(shape.of(), value, path);
  }
}

export function at(path: string, sentence: string): string {
  return `[ERROR] ${sentence} [json-pointer:${path}]`;
}

function checkString(shape: Shape & { readonly kind: "string" }, value: Json | undefined, path: string) {
  if (typeof value !== "string") return [at(path, "must provide a string")];
  if (value.length < shape.min) return [at(path, `must be more than ${shape.min - 1} characters`)];
  if (value.length > shape.max) return [at(path, `must be less than ${shape.max + 1} characters`)];
  if (shape.format !== undefined && !FORMATS[shape.format](value)) return [at(path, `must be a valid ${shape.format}`)];
  return [];
}

function checkList(shape: Shape & { readonly kind: "list" }, value: Json | undefined, path: string): readonly string[] {
  if (!isList(value)) return [at(path, "must provide an array")];
  if (value.length < shape.min) return [at(path, `no less than ${shape.min} items allowed`)];
  if (value.length > shape.max) return [at(path, `no more than ${shape.max} items allowed`)];
  return value.flatMap((item, index) => check(shape.of, item, `${path}/${index}`));
}

function checkVariant(of: Readonly<Record<string, ObjectShape>>, value: Json | undefined, path: string) {
  if (!isObject(value)) return [at(path, "must provide an object")];
  const type = value.type;
  if (type === undefined) return [at(path, "missing required field: type")];
  const shape = typeof type === "string" && Object.hasOwn(of, type) ? of[type] : undefined;
  return shape === undefined
    ? [at(`${path}/type`, `unsupported type: ${String(type)}`)]
    : checkObject(shape, value, path);
}

function checkObject(shape: ObjectShape, value: JsonObject, path: string): readonly string[] {
  const missing = Object.keys(shape.required).filter((key) => value[key] === undefined);
  const problems = missing.map((key) => at(path, `missing required field: ${key}`));
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const known = ownShape(shape.required, key) ?? ownShape(shape.optional, key);
    if (known === undefined) problems.push(at(path, `invalid additional property: ${key}`));
    else problems.push(...check(known, field, `${path}/${key}`));
  }
  if (problems.length > 0) return problems;
  return (shape.rule?.(value) ?? []).map((sentence) => at(path, sentence));
}

function ownShape(shapes: Readonly<Record<string, Shape>>, key: string): Shape | undefined {
  return Object.hasOwn(shapes, key) ? shapes[key] : undefined;
}

const FORMATS = {
  url: (value: string) => /^(https?|mailto|slack):/.test(value) && URL.canParse(value),
  "web address": (value: string) => /^https?:\/\//.test(value) && URL.canParse(value),
  date: (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value),
  time: (value: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
};
