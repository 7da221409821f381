/** The words the limits are written in. Lengths in characters. */

import type { Json, JsonObject } from "../json.ts";
import type { ObjectShape, Shape } from "./shape.ts";

export const flag: Shape = { kind: "boolean" };

export function string(max: number, min = 1): Shape {
  return { kind: "string", min, max };
}

export function address(max = 3000): Shape {
  return { kind: "string", min: 1, max, format: "url" };
}

export function webAddress(max = 3000): Shape {
  return { kind: "string", min: 1, max, format: "web address" };
}

export function number(min: number, max: number): Shape {
  return { kind: "number", min, max };
}

export function choice(...of: readonly Json[]): Shape {
  return { kind: "choice", of };
}

export function list(of: Shape, max: number, min = 1): Shape {
  return { kind: "list", of, min, max };
}

type Shapes = Readonly<Record<string, Shape>>;

export function object(required: Shapes, optional: Shapes = {}, rule?: ObjectShape["rule"]): ObjectShape {
  return { kind: "object", required, optional, ...(rule === undefined ? {} : { rule }) };
}

/** An object that carries its own name in `type`. */
export function typed(type: string, required: Shapes, optional: Shapes = {}, rule?: ObjectShape["rule"]): ObjectShape {
  return object({ type: choice(type), ...required }, optional, rule);
}

export function variant(of: () => Readonly<Record<string, ObjectShape>>): Shape {
  return { kind: "variant", of };
}

/** A `plain_text` object. */
export function plain(max: number, min = 1): ObjectShape {
  return typed("plain_text", { text: string(max, min) }, { emoji: flag });
}

/** A `plain_text` or `mrkdwn` object. */
export function anyText(max: number): Shape {
  const shapes = {
    plain_text: plain(max),
    mrkdwn: typed("mrkdwn", { text: string(max) }, { verbatim: flag }),
  };
  return variant(() => shapes);
}

/** Says so when not exactly one of the fields is there. */
export function exactlyOne(...fields: readonly string[]): (value: JsonObject) => readonly string[] {
  return (value) => {
    const given = fields.filter((field) => value[field] !== undefined);
    return given.length === 1 ? [] : [`must define exactly one of: ${fields.join(", ")}`];
  };
}
