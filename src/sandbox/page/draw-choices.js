import { h } from "./dom.js";
import { drawText } from "./draw-text.js";
import { fieldValue } from "./form.js";
import { choose } from "./use-element.js";

/**
 * @import { Option } from "@slack/types"
 * @import { VNode } from "./dom.js"
 * @import { Field } from "./form-values.js"
 * @import { Spot } from "./use-element.js"
 */

/**
 * @param {Extract<Field, { type: "radio_buttons" }>} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawRadioButtons(element, spot) {
  const value = fieldValue(spot.surface, spot.blockId, element);
  const name = `${spot.surface.scope} ${spot.blockId} ${element.action_id}`;
  return h(
    "div",
    { class: "choices", role: "radiogroup", ...spot.attributes },
    element.options.map((option) => {
      const onChange = () => choose(element, spot, option.value ?? "");
      return choice(option, { type: "radio", name, checked: option.value === value, onChange });
    }),
  );
}

/**
 * @param {Extract<Field, { type: "checkboxes" }>} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawCheckboxes(element, spot) {
  const chosen = [fieldValue(spot.surface, spot.blockId, element) ?? []].flat();
  return h(
    "div",
    { class: "choices", role: "group", ...spot.attributes },
    element.options.map((option) => {
      const value = option.value ?? "";
      const isChosen = chosen.includes(value);
      const onChange = () =>
        choose(element, spot, isChosen ? chosen.filter((one) => one !== value) : [...chosen, value]);
      return choice(option, { type: "checkbox", checked: isChosen, onChange });
    }),
  );
}

/**
 * @param {Option} option
 * @param {Record<string, unknown>} input
 */
function choice(option, input) {
  return h(
    "label",
    { class: "choice" },
    h("input", input),
    h(
      "span",
      {},
      h("span", {}, drawText(option.text)),
      option.description ? h("span", { class: "quiet small" }, drawText(option.description)) : null,
    ),
  );
}
