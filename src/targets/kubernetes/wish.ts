import { type JsonObject, objectsAt, textAt } from "./change/json.ts";
import { printValue, valuesAt } from "./json-path.ts";
import { type JsonPath, readJsonPath } from "./json-path-steps.ts";

/** What `--for` waits for. */
export type Wish =
  | { readonly kind: "delete" | "create" }
  | { readonly kind: "condition"; readonly type: string; readonly status: string }
  /** `value` undefined: whatever it is. */
  | { readonly kind: "value"; readonly path: JsonPath; readonly value: string | undefined };

/** Reads `condition=Ready`, `delete`, `jsonpath={.status.phase}=Running`. Throws a `JsonPathError`. */
export function readWish(written: string): Wish | undefined {
  if (written === "delete" || written === "create") return { kind: written };
  const [, type, status = "true"] = /^condition=([^=]+)(?:=(.+))?$/.exec(written) ?? [];
  if (type !== undefined) return { kind: "condition", type, status };
  const [, quoted, path, value] = /^jsonpath=(['"]?)\{(.+)\}\1(?:==?(.+))?$/.exec(written) ?? [];
  if (quoted === undefined || path === undefined) return undefined;
  return { kind: "value", path: readJsonPath(path), value: value?.replace(/^(['"])(.*)\1$/, "$2") };
}

/** `object` undefined: it is not there. */
export function isMet(wish: Wish, object: JsonObject | undefined): boolean {
  switch (wish.kind) {
    case "delete":
      return object === undefined;
    case "create":
      return object !== undefined;
    case "condition":
      return objectsAt(object, "status", "conditions").some(
        (one) => isSame(textAt(one, "type"), wish.type) && isSame(textAt(one, "status"), wish.status),
      );
    case "value": {
      const [found] = object === undefined ? [] : valuesAt(wish.path, object);
      return found !== undefined && (wish.value === undefined || printValue(found) === wish.value);
    }
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
