import { isDeepStrictEqual } from "node:util";
import { isList, isObject, type Json, type JsonObject, textAt } from "../../slack/json.ts";
import { ApiFailure } from "../failure.ts";
import { dig } from "../objects.ts";

/** RFC 6902. One operation that fails, a `test` included, fails the whole with 422. */
export function applyJsonPatch(target: JsonObject, operations: readonly JsonObject[]): Json {
  return operations.reduce<Json>((object, operation) => perform(object, operation), target);
}

function perform(object: Json, operation: JsonObject): Json {
  const path = readPointer(textAt(operation, "path"));
  const value = operation.value ?? null;
  switch (operation.op) {
    case "test":
      if (!isDeepStrictEqual(dig(object, ...path) ?? null, value)) throw rejected();
      return object;
    case "add":
      return write(object, path, { kind: "add", value });
    case "replace":
      if (path.length > 0 && dig(object, ...path) === undefined) throw rejected();
      return write(object, path, { kind: "replace", value });
    case "remove":
      if (dig(object, ...path) === undefined) throw rejected();
      return write(object, path, { kind: "remove" });
    case "copy":
    case "move": {
      const from = readPointer(textAt(operation, "from"));
      const found = dig(object, ...from);
      if (found === undefined) throw rejected();
      const rest = operation.op === "move" ? write(object, from, { kind: "remove" }) : object;
      return write(rest, path, { kind: "add", value: found });
    }
    case undefined:
    case null:
      throw rejected();
  }
  throw rejected();
}

type Writing = { readonly kind: "add" | "replace"; readonly value: Json } | { readonly kind: "remove" };

function write(object: Json, [key, ...rest]: readonly string[], writing: Writing): Json {
  if (key === undefined) return writing.kind === "remove" ? null : writing.value;
  if (isList(object)) return writeInList(object, key, rest, writing);
  if (!isObject(object)) throw rejected();
  if (rest.length > 0) {
    const inner = object[key];
    if (inner === undefined) throw rejected();
    return { ...object, [key]: write(inner, rest, writing) };
  }
  if (writing.kind !== "remove") return { ...object, [key]: writing.value };
  const { [key]: _removed, ...left } = object;
  return left;
}

function writeInList(list: readonly Json[], key: string, rest: readonly string[], writing: Writing): Json {
  const index = key === "-" ? list.length : /^\d+$/.test(key) ? Number(key) : -1;
  const isEnd = rest.length === 0 && writing.kind === "add";
  if (index < 0 || index > list.length || (index === list.length && !isEnd)) throw rejected();
  const inner = list[index];
  if (rest.length > 0 && inner !== undefined) return list.with(index, write(inner, rest, writing));
  if (writing.kind === "remove") return list.toSpliced(index, 1);
  return list.toSpliced(index, writing.kind === "add" ? 0 : 1, writing.value);
}

function readPointer(pointer: string): string[] {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) throw rejected();
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

const rejected = (): ApiFailure =>
  new ApiFailure(422, "Invalid", "the server rejected our request due to an error in our request", {});
