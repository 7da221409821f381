import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { parseMrkdwn, parsePlainText } from "./mrkdwn.js";
import { openConversation } from "./place.js";
import { conversationById, personById, session } from "./session.js";
import { formatSlackDate } from "./slack-date.js";

/**
 * @import { PlainTextElement, MrkdwnElement } from "@slack/types"
 * @import { VNode } from "./dom.js"
 * @import { Flow, Inline } from "./mrkdwn.js"
 */

/**
 * A text object, marked up or plain.
 * @param {PlainTextElement | MrkdwnElement} text
 * @returns {VNode[]}
 */
export function drawText(text) {
  return text.type === "mrkdwn" ? drawFlow(parseMrkdwn(text.text)) : drawPlainText(text.text);
}

/**
 * One line without markup; emoji names become symbols.
 * @param {string} text
 * @returns {VNode[]}
 */
export function drawPlainText(text) {
  return drawInline(parsePlainText(text));
}

/**
 * The same as a string, for labels that cannot hold elements.
 * @param {string} text
 */
export function plainString(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}

/**
 * @param {readonly Flow[]} flow
 * @returns {VNode[]}
 */
export function drawFlow(flow) {
  return flow.map(drawFlowPart);
}

/**
 * @param {Flow} part
 * @returns {VNode}
 */
function drawFlowPart(part) {
  switch (part.kind) {
    case "paragraph":
      return h("div", { class: "paragraph" }, drawInline(part.children));
    case "preformatted":
      return h("pre", { class: "preformatted", tabindex: "0" }, drawInline(part.children));
    case "quote":
      return h("blockquote", {}, drawInline(part.children));
    case "heading":
      return h(
        "div",
        { class: `heading heading-${Math.min(part.level, 3)}`, role: "heading", "aria-level": part.level + 2 },
        drawInline(part.children),
      );
    case "list":
      return h(
        part.isOrdered ? "ol" : "ul",
        { class: `list indent-${Math.min(part.indent, 4)}` },
        part.items.map((item) => h("li", {}, drawInline(item))),
      );
  }
}

/**
 * @param {readonly Inline[]} parts
 * @returns {VNode[]}
 */
function drawInline(parts) {
  return parts.map(drawInlinePart);
}

/**
 * @param {Inline} part
 * @returns {VNode}
 */
function drawInlinePart(part) {
  switch (part.kind) {
    case "text":
      return part.text;
    case "bold":
      return h("strong", {}, drawInline(part.children));
    case "italic":
      return h("em", {}, drawInline(part.children));
    case "strike":
      return h("s", {}, drawInline(part.children));
    case "underline":
      return h("u", {}, drawInline(part.children));
    case "code":
      return h("code", {}, drawInline(part.children));
    case "link":
      return link(part.url, drawInline(part.children));
    case "user":
      return mention(part.id === session.place.person, `@${personById(part.id)?.name ?? part.id}`);
    case "channel":
      return channel(part.id, part.name);
    case "usergroup":
      return mention(false, `@${(part.label || part.id).replace(/^@/, "")}`);
    case "broadcast":
      return mention(true, `@${part.range}`);
    case "date":
      return date(part);
    case "emoji":
      return h("span", { class: "emoji", role: "img", "aria-label": part.name }, emoji(part.name) ?? `:${part.name}:`);
  }
}

/**
 * @param {string} url
 * @param {VNode[]} children
 */
export function link(url, children) {
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, children);
}

/**
 * @param {boolean} isMe
 * @param {string} text
 */
function mention(isMe, text) {
  return h("span", { class: isMe ? "mention mention-me" : "mention" }, text);
}

/**
 * @param {string} id
 * @param {string} name used when the channel is not one the reader knows
 */
function channel(id, name) {
  const known = conversationById(id);
  if (!known) return mention(false, name ? `#${name}` : "#private channel");
  return h("button", { class: "mention link", type: "button", onClick: () => openConversation(id) }, `#${known.name}`);
}

/** @param {Extract<Inline, { kind: "date" }>} part */
function date({ seconds, format, url, fallback }) {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  const text = formatSlackDate(seconds, format, new Date());
  const time = h("time", { datetime: moment.toISOString(), title: moment.toLocaleString() }, text);
  return url ? link(url, [time]) : time;
}
