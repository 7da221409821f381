import { h } from "./dom.js";
import { plainString } from "./draw-text.js";
import { fieldValue } from "./form.js";
import { icon } from "./icon.js";
import { optionGroups } from "./options.js";
import { openPopup } from "./popup.js";
import { choose } from "./use-element.js";

/**
 * @import { VNode } from "./dom.js"
 * @import { Field } from "./form-values.js"
 * @import { Spot } from "./use-element.js"
 * @typedef {Extract<Field, { type: "multi_static_select" | "multi_users_select" | "multi_conversations_select" | "multi_channels_select" }>} MultiSelect
 */

/**
 * Several choices: what is chosen as chips, and a list with a filter to change it.
 * @param {MultiSelect} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawMultiSelect(element, spot) {
  const chosen = [fieldValue(spot.surface, spot.blockId, element) ?? []].flat();
  const placeholder = plainString(element.placeholder?.text ?? "Choose…");
  const options = optionGroups(element).flatMap((group) => group.options);
  const chips = chosen.map((value) => options.find((option) => option.value === value)?.text ?? value);
  /** @param {Event & { currentTarget: Element }} event */
  const open = ({ currentTarget }) => openList(element, spot, placeholder, currentTarget);
  return h(
    "button",
    { type: "button", class: "select multi-select", "aria-haspopup": "dialog", ...spot.attributes, onClick: open },
    chips.length === 0
      ? h("span", { class: "quiet" }, placeholder)
      : chips.map((chip) => h("span", { class: "chip" }, chip)),
    icon("down"),
  );
}

/**
 * @param {MultiSelect} element
 * @param {Spot} spot
 * @param {string} label
 * @param {Element} anchor
 */
function openList(element, spot, label, anchor) {
  let filter = "";
  openPopup({
    label,
    anchor,
    className: "choice-list",
    content: ({ close, redraw }) => [
      h("input", {
        class: "input",
        type: "search",
        placeholder: "Filter",
        "aria-label": "Filter",
        value: filter,
        onInput: (/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => {
          filter = event.currentTarget.value;
          redraw();
        },
      }),
      h(
        "div",
        { class: "choice-scroll" },
        optionGroups(element).flatMap((group) => drawGroup(group, filter, element, spot, redraw)),
      ),
      h("button", { type: "button", class: "button primary", onClick: close }, "Done"),
    ],
  });
}

/**
 * @param {import("./options.js").OptionGroup} group
 * @param {string} filter
 * @param {MultiSelect} element
 * @param {Spot} spot
 * @param {() => void} redraw
 * @returns {VNode[]}
 */
function drawGroup({ label, options }, filter, element, spot, redraw) {
  const chosen = [fieldValue(spot.surface, spot.blockId, element) ?? []].flat();
  const isFull = element.max_selected_items !== undefined && chosen.length >= element.max_selected_items;
  /** @param {string} value */
  const toggle = async (value) => {
    await choose(element, spot, chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
    redraw();
  };
  const drawn = options
    .filter(({ text }) => text.toLowerCase().includes(filter.toLowerCase()))
    .map(({ value, text }) => {
      const isChosen = chosen.includes(value);
      const box = { type: "checkbox", checked: isChosen, disabled: isFull && !isChosen, onChange: () => toggle(value) };
      return h("label", { class: "choice", key: value }, h("input", box), h("span", {}, text));
    });
  return label && drawn.length > 0
    ? [h("div", { class: "group-label", key: `group ${label}` }, label), ...drawn]
    : drawn;
}
