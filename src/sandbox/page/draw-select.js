import { h } from "./dom.js";
import { plainString } from "./draw-text.js";
import { fieldValue } from "./form.js";
import { optionGroups } from "./options.js";
import { choose } from "./use-element.js";

/**
 * @import { VNode } from "./dom.js"
 * @import { Field } from "./form-values.js"
 * @import { Spot } from "./use-element.js"
 */

/**
 * One choice out of many: the browser's own select, which every keyboard, screen reader and phone knows.
 * @param {Extract<Field, { type: "static_select" | "users_select" | "conversations_select" | "channels_select" }>} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawSelect(element, spot) {
  const value = fieldValue(spot.surface, spot.blockId, element);
  const placeholder = plainString(element.placeholder?.text ?? "Choose…");
  /** @param {Event & { currentTarget: HTMLSelectElement }} event */
  const onChange = ({ currentTarget }) => choose(element, spot, currentTarget.value);
  return h(
    "select",
    {
      class: value === null ? "select is-empty" : "select",
      ...(spot.isInput ? {} : { "aria-label": placeholder }),
      ...spot.attributes,
      onChange,
      value: value ?? "",
    },
    h("option", { value: "", disabled: value !== null && !spot.isInput }, placeholder),
    optionGroups(element).flatMap(({ label, options }) => {
      const drawn = options.map((option) => h("option", { value: option.value }, option.text));
      return label ? [h("optgroup", { label }, drawn)] : drawn;
    }),
  );
}
