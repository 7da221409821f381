import { type JsonObject, objectAt, objectsAt, textAt } from "../json.ts";
import type { FormValue, Person, StoredView } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { isBlank, isOffered } from "./element-values.ts";
import { offeredOptions } from "./payloads.ts";

/** What Slack's client itself objects to before a modal is sent, by block id. */
export function inputErrors(world: World, person: Person, stored: StoredView): Readonly<Record<string, string>> {
  const inputs = objectsAt(stored.view, "blocks").filter((block) => block.type === "input");
  const errors = inputs.flatMap((block) => {
    const blockId = textAt(block, "block_id");
    const element = objectAt(block, "element");
    const actionId = textAt(element, "action_id");
    const value = stored.values[blockId]?.[actionId] ?? null;
    if (!isOffered(element, value, offeredOptions(world, person, actionId)))
      return [[blockId, "Choose one of the options."] as const];
    const error = whatIsWrong(element, value, block.optional === true);
    return error === undefined ? [] : [[blockId, error] as const];
  });
  return Object.fromEntries(errors);
}

function whatIsWrong(element: JsonObject, value: FormValue, isOptional: boolean): string | undefined {
  if (isBlank(value)) return isOptional ? undefined : "Please complete this required field.";
  if (typeof value !== "string") return tooMany(element, value);
  switch (element.type) {
    case "plain_text_input":
      return wrongLength(element, value);
    case "number_input":
      return wrongNumber(element, value);
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : "Please enter a valid email address.";
    case "url_text_input":
      return /^https?:\/\//.test(value) && URL.canParse(value) ? undefined : "Please enter a valid URL.";
  }
  return undefined;
}

function tooMany(element: JsonObject, value: FormValue): string | undefined {
  const most = element.max_selected_items;
  const count = value === null ? 0 : value.length;
  return typeof most === "number" && count > most ? `Please choose ${most} at most.` : undefined;
}

function wrongLength(element: JsonObject, value: string): string | undefined {
  const { min_length: min, max_length: max } = element;
  if (typeof min === "number" && value.length < min) return `Please enter at least ${min} characters.`;
  const most = typeof max === "number" ? max : 3000;
  return value.length > most ? `Please enter at most ${most} characters.` : undefined;
}

function wrongNumber(element: JsonObject, value: string): string | undefined {
  const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(value)) return "Please enter a valid number.";
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && Number(value) < Number(min)) return `Please enter ${String(min)} or more.`;
  return max !== undefined && Number(value) > Number(max) ? `Please enter ${String(max)} or less.` : undefined;
}
