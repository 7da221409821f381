import { fieldValue } from "./form.js";

/**
 * @import { Surface } from "./form.js"
 * @import { Field, FieldValue } from "./form-values.js"
 */

/**
 * What Slack's own client refuses before it sends a form, by block id.
 * @param {Surface} surface
 * @returns {Record<string, string>}
 */
export function checkForm(surface) {
  /** @type {Record<string, string>} */
  const errors = {};
  for (const block of surface.blocks) {
    if (block.type !== "input" || !("element" in block)) continue;
    const blockId = block.block_id ?? "";
    const value = fieldValue(surface, blockId, block.element);
    const isEmpty = value === null || value.length === 0;
    const error = isEmpty
      ? block.optional
        ? ""
        : "Please complete this required field."
      : fault(block.element, value);
    if (error) errors[blockId] = error;
  }
  return errors;
}

/**
 * @param {Field} element
 * @param {FieldValue} value
 */
function fault(element, value) {
  const text = String(value);
  switch (element.type) {
    case "plain_text_input":
      return element.min_length && text.length < element.min_length
        ? `Write at least ${element.min_length} characters.`
        : "";
    case "email_text_input":
      return /^\S+@\S+\.\S+$/.test(text) ? "" : "Please enter a valid email address.";
    case "url_text_input":
      return URL.canParse(text) ? "" : "Please enter a valid URL.";
    case "number_input":
      return numberFault(element, Number(text));
  }
  return "";
}

/**
 * @param {Extract<Field, { type: "number_input" }>} element
 * @param {number} value
 */
function numberFault(element, value) {
  if (Number.isNaN(value)) return "Please enter a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(value)) return "Please enter a whole number.";
  if (element.min_value !== undefined && value < Number(element.min_value)) return `At least ${element.min_value}.`;
  if (element.max_value !== undefined && value > Number(element.max_value)) return `At most ${element.max_value}.`;
  return "";
}
