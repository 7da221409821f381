import { isList, isObject, type Json, type JsonObject, textAt } from "../json.ts";
import type { PageAct, PageActionInput, PageFormValues } from "../page-state.ts";

/** What the page sent, if it is an act at all. */
export function readPageAct(act: Json | undefined): PageAct | undefined {
  if (!isObject(act)) return undefined;
  const conversation = textAt(act, "conversation");
  const modal = textAt(act, "modal");
  const ts = textAt(act, "ts");
  const text = textAt(act, "text");
  switch (textAt(act, "kind")) {
    case "send":
      return { kind: "send", conversation, text, ...optional(act, "threadTs") };
    case "click":
      return { kind: "click", conversation, ts, input: readInput(act.input), values: readValues(act.values) };
    case "modal-click":
      return { kind: "modal-click", modal, input: readInput(act.input), values: readValues(act.values) };
    case "modal-submit":
      return { kind: "modal-submit", modal, values: readValues(act.values) };
    case "modal-close":
      return { kind: "modal-close", modal };
    case "home-open":
      return { kind: "home-open" };
    case "home-click":
      return { kind: "home-click", input: readInput(act.input), values: readValues(act.values) };
    case "shortcut":
      return {
        kind: "shortcut",
        callbackId: textAt(act, "callbackId"),
        ...optional(act, "conversation"),
        ...optional(act, "ts"),
      };
    case "react":
      return { kind: "react", conversation, ts, name: textAt(act, "name") };
    case "edit":
      return { kind: "edit", conversation, ts, text };
    case "delete":
      return { kind: "delete", conversation, ts };
    case "join":
      return { kind: "join", conversation };
    case "leave":
      return { kind: "leave", conversation };
    case "read":
      return { kind: "read", conversation };
  }
  return undefined;
}

function optional<Key extends string>(act: JsonObject, key: Key): { readonly [K in Key]?: string } {
  const value = textAt(act, key);
  const given: { [K in Key]?: string } = {};
  if (value !== "") given[key] = value;
  return given;
}

function readInput(input: Json | undefined): PageActionInput {
  const value = isObject(input) ? input.value : undefined;
  const given = isList(value) ? value.map(String) : typeof value === "string" ? value : undefined;
  const ids = { blockId: textAt(input, "blockId"), actionId: textAt(input, "actionId") };
  return given === undefined ? ids : { ...ids, value: given };
}

function readValues(values: Json | undefined): PageFormValues {
  if (!isObject(values)) return {};
  const blocks = Object.entries(values).map(([blockId, actions]) => {
    const entries = isObject(actions) ? Object.entries(actions) : [];
    return [blockId, Object.fromEntries(entries.map(([actionId, value]) => [actionId, readValue(value)]))] as const;
  });
  return Object.fromEntries(blocks);
}

function readValue(value: Json | undefined): string | readonly string[] | null {
  if (isList(value)) return value.map(String);
  return typeof value === "string" ? value : null;
}
