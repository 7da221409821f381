import { h } from "./dom.js";
import { plainString } from "./draw-text.js";
import { fieldValue, setFieldValue } from "./form.js";
import { tell } from "./use-element.js";

/**
 * @import { VNode } from "./dom.js"
 * @import { Field } from "./form-values.js"
 * @import { Spot } from "./use-element.js"
 * @typedef {Extract<Field, { type: "plain_text_input" | "email_text_input" | "url_text_input" | "number_input" | "rich_text_input" | "external_select" | "multi_external_select" }>} TextInput
 */

const kinds = {
  plain_text_input: "text",
  rich_text_input: "text",
  email_text_input: "email",
  url_text_input: "url",
  number_input: "text",
  external_select: "search",
  multi_external_select: "search",
};

/**
 * What is typed. A select whose options live outside takes the option's value as typed text.
 * @param {TextInput} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawTextInput(element, spot) {
  const isLong =
    element.type === "rich_text_input" || (element.type === "plain_text_input" && element.multiline === true);
  const limit = element.type === "plain_text_input" ? element.max_length : undefined;
  const value = String(fieldValue(spot.surface, spot.blockId, element) ?? "");
  /** @param {Event & { currentTarget: HTMLInputElement | HTMLTextAreaElement }} event */
  const onInput = ({ currentTarget }) => {
    setFieldValue(spot.surface, spot.blockId, element, currentTarget.value);
    if (spot.dispatches && triggers(element).includes("on_character_entered")) tell(element, spot, currentTarget.value);
  };
  /** @param {KeyboardEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }} event */
  const onKeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing || (isLong && !event.metaKey && !event.ctrlKey)) return;
    if (spot.isInput && !spot.dispatches) return;
    event.preventDefault();
    if (!spot.isInput || triggers(element).includes("on_enter_pressed")) tell(element, spot, event.currentTarget.value);
  };
  const look = {
    class: isLong ? "input long" : "input",
    placeholder: plainString(element.placeholder?.text ?? ""),
    ...(spot.isInput ? {} : { "aria-label": plainString(element.placeholder?.text ?? "Text") }),
    ...spot.attributes,
    onInput,
    onKeydown,
    value,
  };
  const inputmode = element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : undefined;
  return h(
    "div",
    { class: "text-input" },
    isLong ? h("textarea", { ...look, rows: "4" }) : h("input", { ...look, type: kinds[element.type], inputmode }),
    limit === undefined ? null : counter(limit - value.length),
  );
}

/**
 * Slack counts down and lets one type past the end, in red.
 * @param {number} left
 */
function counter(left) {
  return h(
    "span",
    { class: left < 0 ? "counter is-over" : "counter", "aria-live": left < 20 ? "polite" : "off" },
    String(left),
  );
}

/** @param {TextInput} element */
function triggers(element) {
  const config = "dispatch_action_config" in element ? element.dispatch_action_config : undefined;
  return config?.trigger_actions_on ?? ["on_enter_pressed"];
}
