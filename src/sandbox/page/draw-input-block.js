import { h } from "./dom.js";
import { drawElement } from "./draw-element.js";
import { drawPlainText } from "./draw-text.js";

/**
 * @import { KnownBlock } from "@slack/types"
 * @import { Surface } from "./form.js"
 */

const groupTypes = new Set(["radio_buttons", "checkboxes"]);

/**
 * A labelled field with its hint and its error.
 * @param {Extract<KnownBlock, { type: "input" }>} block
 * @param {Surface} surface
 */
export function drawInputBlock(block, surface) {
  const { element, label, hint, optional, block_id: blockId = "" } = block;
  const error = surface.errors[blockId];
  const id = encodeURIComponent(`${surface.scope} ${blockId}`);
  const described = [error ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  const isGroup = groupTypes.has(element.type);
  const attributes = {
    ...(isGroup ? { "aria-labelledby": `${id}-label` } : { id }),
    ...(described ? { "aria-describedby": described } : {}),
    "aria-invalid": error ? "true" : false,
    "aria-required": optional || element.type === "checkboxes" ? false : "true",
    "data-focus": "focus_on_load" in element && element.focus_on_load === true,
  };
  return h(
    "div",
    { class: error ? "input-block is-wrong" : "input-block" },
    h(
      isGroup ? "div" : "label",
      { class: "label", id: `${id}-label`, ...(isGroup ? {} : { for: id }) },
      drawPlainText(label.text),
      optional ? h("span", { class: "quiet optional" }, " (optional)") : null,
    ),
    drawElement(element, { surface, blockId, isInput: true, dispatches: block.dispatch_action === true, attributes }),
    error ? h("p", { class: "error", id: `${id}-error`, role: "alert" }, error) : null,
    hint ? h("p", { class: "hint", id: `${id}-hint` }, drawPlainText(hint.text)) : null,
  );
}
