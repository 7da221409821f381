/** What a person can put into an element, and how Slack writes it into payloads. */

import { isList, type Json, type JsonObject, objectAt, objectsAt, textAt } from "../json.ts";
import type { FormValue } from "../state/types.ts";

/** What an element holds before anybody touches it. */
export function initialValue(element: JsonObject): FormValue {
  const options = objectsAt(element, "initial_options").map((option) => textAt(option, "value"));
  const option = textAt(objectAt(element, "initial_option"), "value");
  const listed = ["initial_users", "initial_conversations", "initial_channels"].map((key) => element[key]).find(isList);
  if (listed !== undefined) return listed.map(String);
  if (options.length > 0) return options;
  if (option !== "") return option;
  const single = SINGLE_INITIALS.map((key) => element[key]).find((value) => value !== undefined);
  return single === undefined ? null : String(single);
}

/** The element's entry in `state.values`. `offered` are the options an external select was given. */
export function stateEntry(element: JsonObject, value: FormValue, offered: readonly JsonObject[] = []): JsonObject {
  const type = textAt(element, "type");
  const all = allOptions(element, offered);
  const single = typeof value === "string" && value !== "" ? value : null;
  const several = Array.isArray(value) ? value.map(String) : [];
  switch (type) {
    case "static_select":
    case "external_select":
    case "radio_buttons":
    case "overflow":
      return { type, selected_option: all.find((option) => option.value === single) ?? null };
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return { type, selected_options: all.filter((option) => several.includes(textAt(option, "value"))) };
    case "datetimepicker":
      return { type, selected_date_time: single === null ? null : Number(single) };
    case "rich_text_input":
      return { type, ...(single === null ? {} : { rich_text_value: asRichText(single) }) };
  }
  const key = VALUE_KEYS[type] ?? "value";
  return { type, [key]: type.startsWith("multi_") ? several : single };
}

/** Whether a value can be chosen in this element at all. */
export function isOffered(element: JsonObject, value: FormValue, offered: readonly JsonObject[] = []): boolean {
  if (!HAS_OPTIONS.test(textAt(element, "type")) || value === null || value.length === 0) return true;
  const values = allOptions(element, offered).map((option) => textAt(option, "value"));
  return (typeof value === "string" ? [value] : value).every((one) => values.includes(one));
}

/** True when nothing was put in. */
export function isBlank(value: FormValue | undefined): boolean {
  return value === undefined || value === null || value.length === 0;
}

function allOptions(element: JsonObject, offered: readonly JsonObject[]): readonly JsonObject[] {
  const groups = objectsAt(element, "option_groups").flatMap((group) => objectsAt(group, "options"));
  const initial = [objectAt(element, "initial_option"), ...objectsAt(element, "initial_options")];
  const known = [...objectsAt(element, "options"), ...groups, ...offered];
  return textAt(element, "type").includes("external") ? [...known, ...initial] : known;
}

function asRichText(text: string): Json {
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}

const HAS_OPTIONS = /static_select|external_select|radio_buttons|checkboxes|overflow/;

const SINGLE_INITIALS = [
  "initial_value",
  "initial_user",
  "initial_conversation",
  "initial_channel",
  "initial_date",
  "initial_time",
  "initial_date_time",
];

const VALUE_KEYS: Readonly<Record<string, string>> = {
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  multi_conversations_select: "selected_conversations",
  channels_select: "selected_channel",
  multi_channels_select: "selected_channels",
  datepicker: "selected_date",
  timepicker: "selected_time",
};
