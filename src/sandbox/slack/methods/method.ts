/** How a Web API method is written: arguments in, a result out, or a failure with a code of the reference. */

import { isList, isObject, type Json, type JsonObject, parseJson } from "../json.ts";
import { isKnownError } from "../method-facts.ts";
import { isDrawable } from "../state/files.ts";
import type { World } from "../state/world.ts";
import type { BlockContext } from "../validation/validate-blocks.ts";

export interface MethodCall {
  readonly world: World;
  readonly method: string;
  readonly args: JsonObject;
}

/** The result without `ok`; failures are thrown. */
export type Method = (call: MethodCall) => JsonObject;

/** `ok: false` with this code. `messages` go to `response_metadata`, `extra` beside the code. */
export class MethodFailure extends Error {
  readonly code: string;
  readonly messages: readonly string[];
  readonly extra: JsonObject;

  constructor(code: string, messages: readonly string[] = [], extra: JsonObject = {}) {
    super(code);
    this.code = code;
    this.messages = messages;
    this.extra = extra;
  }
}

/** The text argument, which must be there. */
export function requiredText(call: MethodCall, name: string): string {
  const value = optionalText(call, name);
  if (value === undefined || value === "")
    throw new MethodFailure("invalid_arguments", [`[ERROR] missing required field: ${name}`]);
  return value;
}

export function optionalText(call: MethodCall, name: string): string | undefined {
  const value = call.args[name];
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
  throw new MethodFailure("invalid_arguments", [`[ERROR] must provide a string [json-pointer:/${name}]`]);
}

export function flagArgument(call: MethodCall, name: string): boolean {
  const value = optionalText(call, name);
  return value === "true" || value === "1";
}

/** A whole number from 1 to `max`; more is cut, or an error where the method has one for it. */
export function limitArgument(call: MethodCall, standard: number, max: number): number {
  const value = optionalText(call, "limit");
  if (value === undefined) return standard;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1)
    throw new MethodFailure("invalid_arguments", ["[ERROR] must be a positive integer [json-pointer:/limit]"]);
  if (limit > max && isKnownError(call.method, "invalid_limit")) throw new MethodFailure("invalid_limit");
  return Math.min(limit, max);
}

/** A list given as words with commas, or as a JSON list. */
export function listArgument(call: MethodCall, name: string): readonly string[] {
  const value = jsonArgument(call, name);
  const items = isList(value) ? value.map(String) : (optionalText(call, name) ?? "").split(",");
  return items.map((item) => item.trim()).filter((item) => item !== "");
}

/** An argument that is JSON, or JSON written as text. `undefined` when absent; text that is not JSON stays text. */
export function jsonArgument(call: MethodCall, name: string): Json | undefined {
  const value = call.args[name];
  return typeof value === "string" ? (parseJson(value) ?? value) : value;
}

/** An argument that must be a JSON object when it is there. */
export function objectArgument(call: MethodCall, name: string, failure: string): JsonObject | undefined {
  const value = jsonArgument(call, name);
  if (value === undefined || value === null || value === "") return undefined;
  if (!isObject(value)) throw new MethodFailure(failure);
  return value;
}

export function blockContext(world: World): BlockContext {
  return {
    nextId: (prefix) => world.ids.next(prefix),
    isDrawableFile(id) {
      const file = world.files.get(id);
      return file?.isComplete === true && isDrawable(file);
    },
  };
}
