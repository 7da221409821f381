import { z } from "zod";
import { probablyMeant } from "./closest.ts";
import type { Path, YamlFile } from "./read-yaml.ts";
import { secretIn } from "./written-secrets.ts";

/** One thing wrong in one file: where, what was expected, what was found. */
export interface CatalogFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Every disagreement between a file and its schema. */
export function schemaFaults(file: YamlFile, schema: z.ZodType, error: z.ZodError): readonly CatalogFault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(file, schema, issue.path, key));
    return [fault(file, issue.path, `expected ${issue.message}`)];
  });
}

/** A fault at a path, with what stands there. A secret is never repeated. */
export function fault(file: YamlFile, path: Path, expectation: string): CatalogFault {
  const found = valueAt(file.value, path);
  const shown = pathText(path);
  const what = found === undefined ? `is missing; ${expectation}` : `${expectation}, found ${describe(found)}`;
  return { file: file.path, line: file.lineOf(path), message: shown === "" ? what : `${shown}: ${what}` };
}

/** A fault in our own words. */
export function faultAt(file: YamlFile, path: Path, message: string): CatalogFault {
  return { file: file.path, line: file.lineOf(path), message: `${pathText(path)}: ${message}` };
}

function unknownKey(file: YamlFile, schema: z.ZodType, path: Path, key: string): CatalogFault {
  const keys = knownKeys(schema, path);
  const meant = probablyMeant(key, keys);
  const advice = meant === undefined ? `expected one of ${keys.join(", ")}` : `did you mean "${meant}"?`;
  return faultAt(file, [...path, key], `is not known here; ${advice}`);
}

/** The keys a mapping may have, found by walking the schema along the path. */
function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  const inner = path.reduce<unknown>((one, step) => child(unwrap(one), step), schema);
  const mapping = unwrap(inner);
  return mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
}

function child(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)];
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.in) : schema;
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (one, step) => (typeof one === "object" && one !== null ? Reflect.get(one, step) : undefined),
    value,
  );

/** `severities[0].responseTime` */
function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`))
    .join("");
}

const longestFound = 60;

function describe(found: unknown): string {
  if (Array.isArray(found)) return found.length === 0 ? "an empty list" : "a list";
  if (typeof found === "object" && found !== null) return "a mapping";
  const secret = typeof found === "string" ? secretIn(found) : undefined;
  if (secret !== undefined) return secret;
  const whole = found === null ? "nothing" : JSON.stringify(found);
  return whole.length > longestFound ? `${whole.slice(0, longestFound)}…` : whole;
}
