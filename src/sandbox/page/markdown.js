/** @import { Flow, Inline } from "./mrkdwn.js" */

/**
 * The everyday part of Markdown, as Slack's `markdown` block shows it: headings, lists, quotes, fences, emphasis, links.
 * @param {string} text
 * @returns {Flow[]}
 */
export function parseMarkdown(text) {
  /** @type {Flow[]} */
  const flow = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.startsWith("```")) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith("```"));
      const stop = end === -1 ? lines.length : end;
      flow.push({ kind: "preformatted", children: [{ kind: "text", text: lines.slice(at + 1, stop).join("\n") }] });
      at = stop;
    } else if (line.trim() !== "") addLine(flow, line, (lines[at - 1] ?? "").trim() === "");
  }
  return flow;
}

/**
 * @param {Flow[]} flow
 * @param {string} line
 * @param {boolean} isAfterGap
 */
function addLine(flow, line, isAfterGap) {
  const heading = /^(#{1,6}) +(.*)$/.exec(line);
  const item = /^(\s*)(?:[-*+]|(\d+)[.)]) +(.*)$/.exec(line);
  const quote = /^> ?(.*)$/.exec(line);
  const last = flow.at(-1);
  if (heading) {
    flow.push({ kind: "heading", level: heading[1]?.length ?? 1, children: parseInline(heading[2] ?? "") });
  } else if (item) {
    const isOrdered = item[2] !== undefined;
    const indent = Math.floor((item[1]?.length ?? 0) / 2);
    const children = parseInline(item[3] ?? "");
    if (last?.kind === "list" && last.isOrdered === isOrdered && last.indent === indent) last.items.push(children);
    else flow.push({ kind: "list", isOrdered, indent, items: [children] });
  } else {
    const kind = quote ? "quote" : "paragraph";
    const children = parseInline(quote ? (quote[1] ?? "") : line);
    if (last?.kind === kind && !isAfterGap) last.children.push({ kind: "text", text: "\n" }, ...children);
    else flow.push({ kind, children });
  }
}

/** Code first, then links, then the longest emphasis. */
const pattern =
  /`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<url>[^)\s]+)\)|\*\*(?<bold>\S(?:.*?\S)?)\*\*|~~(?<strike>\S(?:.*?\S)?)~~|(?<![\p{L}\p{N}*_])[*_](?<italic>[^\s*_](?:[^*_]*[^\s*_])?)[*_](?![\p{L}\p{N}*_])|:(?<emoji>[a-z0-9_+-]+):|(?<bare>https?:\/\/[^\s<>)]+)/u;

/**
 * @param {string} text
 * @returns {Inline[]}
 */
function parseInline(text) {
  const found = pattern.exec(text);
  if (!found?.groups) return text === "" ? [] : [{ kind: "text", text }];
  const before = text.slice(0, found.index);
  const after = parseInline(text.slice(found.index + found[0].length));
  /** @type {Inline[]} */
  const lead = before === "" ? [] : [{ kind: "text", text: before }];
  return [...lead, readMatch(found.groups), ...after];
}

/**
 * @param {Record<string, string | undefined>} groups
 * @returns {Inline}
 */
function readMatch({ code, label, url, bold, strike, italic, emoji, bare }) {
  if (code !== undefined) return { kind: "code", children: [{ kind: "text", text: code }] };
  if (label !== undefined && url !== undefined) return { kind: "link", url, children: parseInline(label) };
  if (bold !== undefined) return { kind: "bold", children: parseInline(bold) };
  if (strike !== undefined) return { kind: "strike", children: parseInline(strike) };
  if (italic !== undefined) return { kind: "italic", children: parseInline(italic) };
  if (emoji !== undefined) return { kind: "emoji", name: emoji };
  return { kind: "link", url: bare ?? "", children: [{ kind: "text", text: bare ?? "" }] };
}
