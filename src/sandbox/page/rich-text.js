/**
 * @import { RichTextBlock, RichTextBlockElement, RichTextElement } from "@slack/types"
 * @import { Flow, Inline } from "./mrkdwn.js"
 */

/**
 * A `rich_text` block as the same parts that the text parsers make.
 * @param {RichTextBlock} block
 * @returns {Flow[]}
 */
export function readRichText(block) {
  return block.elements.map(readElement);
}

/**
 * @param {RichTextBlockElement} element
 * @returns {Flow}
 */
function readElement(element) {
  switch (element.type) {
    case "rich_text_section":
      return { kind: "paragraph", children: element.elements.map(readInline) };
    case "rich_text_quote":
      return { kind: "quote", children: element.elements.map(readInline) };
    case "rich_text_preformatted":
      return { kind: "preformatted", children: element.elements.map(readInline) };
    case "rich_text_list":
      return {
        kind: "list",
        isOrdered: element.style === "ordered",
        indent: element.indent ?? 0,
        items: element.elements.map((item) => item.elements.map(readInline)),
      };
  }
}

/**
 * @param {RichTextElement} element
 * @returns {Inline}
 */
function readInline(element) {
  const style = element.style ?? {};
  let inline = readPlain(element);
  if (style.code) inline = { kind: "code", children: [inline] };
  if (style.underline) inline = { kind: "underline", children: [inline] };
  if (style.strike) inline = { kind: "strike", children: [inline] };
  if (style.italic) inline = { kind: "italic", children: [inline] };
  if (style.bold) inline = { kind: "bold", children: [inline] };
  return inline;
}

/**
 * @param {RichTextElement} element
 * @returns {Inline}
 */
function readPlain(element) {
  switch (element.type) {
    case "text":
      return { kind: "text", text: element.text };
    case "link":
      return { kind: "link", url: element.url, children: [{ kind: "text", text: element.text ?? element.url }] };
    case "user":
      return { kind: "user", id: element.user_id };
    case "channel":
      return { kind: "channel", id: element.channel_id, name: "" };
    case "usergroup":
      return { kind: "usergroup", id: element.usergroup_id, label: "" };
    case "broadcast":
      return { kind: "broadcast", range: element.range };
    case "emoji":
      return { kind: "emoji", name: element.name };
    case "date": {
      const { timestamp, format, url = "", fallback = "" } = element;
      return { kind: "date", seconds: timestamp, format, url, fallback };
    }
    case "color":
      return { kind: "code", children: [{ kind: "text", text: element.value }] };
    case "team":
      return { kind: "text", text: element.team_id };
  }
}
