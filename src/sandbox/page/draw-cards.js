import { h } from "./dom.js";
import { drawImage } from "./draw-image.js";
import { drawFlow, drawPlainText, drawText, link } from "./draw-text.js";
import { readRichText } from "./rich-text.js";

/**
 * @import { KnownBlock } from "@slack/types"
 * @import { VNode } from "./dom.js"
 * @import { Field } from "./form-values.js"
 */

/**
 * @param {Extract<KnownBlock, { type: "card" }>} card
 * @param {(element: Field) => VNode} drawAction
 */
export function drawCard({ hero_image, title, subtitle, body, actions }, drawAction) {
  return h(
    "div",
    { class: "card" },
    hero_image ? drawImage(hero_image, "picture") : null,
    title ? h("div", { class: "card-title" }, drawText(title)) : null,
    subtitle ? h("div", { class: "quiet small" }, drawText(subtitle)) : null,
    body ? h("div", {}, drawText(body)) : null,
    actions ? h("div", { class: "actions" }, actions.map(drawAction)) : null,
  );
}

/**
 * @param {Extract<KnownBlock, { type: "container" }>} block
 * @param {VNode[]} children
 */
export function drawContainer(block, children) {
  const title = block.rich_text_title
    ? drawFlow(readRichText(block.rich_text_title))
    : drawPlainText(block.title?.text ?? "");
  const subtitle = block.subtitle ? h("div", { class: "quiet small" }, drawText(block.subtitle)) : null;
  const body = h("div", { class: "container-body" }, children);
  return block.is_collapsible
    ? h(
        "details",
        { class: "card", open: block.default_collapsed !== true },
        h("summary", { class: "card-title" }, title, subtitle),
        body,
      )
    : h("div", { class: "card" }, h("div", { class: "card-title" }, title), subtitle, body);
}

/** @param {Extract<KnownBlock, { type: "video" }>} block */
export function drawVideo({ title, video_url, description }) {
  return h(
    "div",
    { class: "card" },
    h("div", { class: "card-title" }, link(video_url, [`▶ ${title.text}`])),
    description ? h("div", { class: "quiet small" }, drawPlainText(description.text)) : null,
  );
}

const statusSymbols = { pending: "○", in_progress: "◐", complete: "✓", error: "✕" };

/** @param {Extract<KnownBlock, { type: "task_card" }>} task */
export function drawTaskCard({ title, status, details, output }) {
  return h(
    "div",
    { class: `task task-${status}` },
    h("span", { class: "task-mark", role: "img", "aria-label": status.replace("_", " ") }, statusSymbols[status]),
    h(
      "div",
      {},
      h("div", { class: "task-title" }, title),
      details ? drawFlow(readRichText(details)) : [],
      output ? drawFlow(readRichText(output)) : [],
    ),
  );
}

/** @param {Extract<KnownBlock, { type: "plan" }>} plan */
export function drawPlan({ title, tasks = [] }) {
  return h("div", { class: "card" }, h("div", { class: "card-title" }, title), tasks.filter(isTask).map(drawTaskCard));
}

/**
 * @param {NonNullable<Extract<KnownBlock, { type: "plan" }>["tasks"]>[number]} task
 * @returns {task is Extract<KnownBlock, { type: "task_card" }>}
 */
function isTask(task) {
  return task.type === "task_card";
}
