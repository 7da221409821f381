import { h } from "./dom.js";
import { drawCard, drawContainer, drawPlan, drawTaskCard, drawVideo } from "./draw-cards.js";
import { drawElement } from "./draw-element.js";
import { drawImage } from "./draw-image.js";
import { drawInputBlock } from "./draw-input-block.js";
import { drawTable } from "./draw-table.js";
import { drawFlow, drawPlainText, drawText, plainString } from "./draw-text.js";
import { parseMarkdown } from "./markdown.js";
import { readRichText } from "./rich-text.js";

/**
 * @import { KnownBlock } from "@slack/types"
 * @import { VNode } from "./dom.js"
 * @import { Surface } from "./form.js"
 * @import { Field } from "./form-values.js"
 */

/**
 * @param {readonly KnownBlock[]} blocks
 * @param {Surface} surface
 * @returns {VNode[]}
 */
export function drawBlocks(blocks, surface) {
  return blocks.map((block, index) =>
    h(
      "div",
      { class: `block block-${block.type}`, key: block.block_id ?? `block ${index}` },
      drawBlock(block, surface),
    ),
  );
}

/**
 * @param {KnownBlock} block
 * @param {Surface} surface
 * @returns {VNode | VNode[]}
 */
function drawBlock(block, surface) {
  switch (block.type) {
    case "section":
      return drawSection(block, surface);
    case "header":
      return h("h3", {}, drawPlainText(block.text.text));
    case "context":
      return block.elements.map((part) =>
        part.type === "image" ? drawImage(part, "icon") : h("span", { class: "context-text" }, drawText(part)),
      );
    case "actions":
    case "context_actions":
      return h(
        "div",
        { class: "actions" },
        block.elements.map((element) => place(element, block.block_id, surface)),
      );
    case "divider":
      return h("hr");
    case "image":
      return h(
        "figure",
        {},
        block.title ? h("figcaption", {}, drawPlainText(block.title.text)) : null,
        drawImage(block, "picture"),
      );
    case "input":
      return drawInputBlock(block, surface);
    case "rich_text":
      return drawFlow(readRichText(block));
    case "markdown":
      return drawFlow(parseMarkdown(block.text));
    case "table":
    case "data_table":
      return drawTable(block);
    case "alert":
      return h(
        "div",
        { class: `alert alert-${block.level ?? "default"}`, role: "note" },
        h("div", {}, drawText(block.text)),
      );
    case "file":
      return h("span", { class: "quiet" }, `File ${block.external_id}`);
    case "video":
      return drawVideo(block);
    case "container":
      return drawContainer(block, drawBlocks(block.child_blocks, surface));
    case "card":
      return drawCard(block, (element) => place(element, block.block_id, surface));
    case "carousel":
      return h(
        "div",
        { class: "carousel" },
        block.elements.map((card) => drawCard(card, (element) => place(element, block.block_id, surface))),
      );
    case "task_card":
      return drawTaskCard(block);
    case "plan":
      return drawPlan(block);
  }
}

/** These stay beside the text on a phone; anything wider goes below it. */
const smallAccessories = new Set(["image", "overflow", "button", "workflow_button"]);

/**
 * @param {Extract<KnownBlock, { type: "section" }>} block
 * @param {Surface} surface
 */
function drawSection(block, surface) {
  const { text, fields, accessory } = block;
  return h(
    "div",
    {
      class: accessory && !smallAccessories.has(accessory.type) ? "section has-control" : "section",
    },
    h(
      "div",
      { class: "section-text" },
      text ? h("div", {}, drawText(text)) : null,
      fields
        ? h(
            "div",
            { class: "fields" },
            fields.map((field) => h("div", { class: "field" }, drawText(field))),
          )
        : null,
    ),
    accessory
      ? h("div", { class: "accessory" }, place(accessory, block.block_id, surface, plainString(text?.text ?? "")))
      : null,
  );
}

/**
 * @param {Field} element
 * @param {string | undefined} blockId
 * @param {Surface} surface
 * @param {string} [about] what a control without words of its own belongs to
 */
function place(element, blockId = "", surface, about) {
  const isNamed = element.type === "button" || element.type === "overflow" || !about;
  const attributes = isNamed ? {} : { "aria-label": about.replace(/[*_~`]/g, "").slice(0, 120) };
  return drawElement(element, { surface, blockId, isInput: false, dispatches: true, attributes });
}
