import { emoji } from "./emoji.js";

/**
 * Slack's own text markup, read into parts that draw-text.js draws.
 *
 * @typedef {{ kind: "text", text: string }
 *   | { kind: "bold" | "italic" | "strike" | "underline" | "code", children: Inline[] }
 *   | { kind: "link", url: string, children: Inline[] }
 *   | { kind: "user", id: string }
 *   | { kind: "channel", id: string, name: string }
 *   | { kind: "usergroup", id: string, label: string }
 *   | { kind: "broadcast", range: string }
 *   | { kind: "date", seconds: number, format: string, url: string, fallback: string }
 *   | { kind: "emoji", name: string }} Inline
 * @typedef {{ kind: "paragraph" | "preformatted" | "quote", children: Inline[] }
 *   | { kind: "heading", level: number, children: Inline[] }
 *   | { kind: "list", isOrdered: boolean, indent: number, items: Inline[][] }} Flow
 */

/**
 * @param {string} text as Slack stores it, with `&amp;`, `&lt;` and `&gt;`
 * @returns {Flow[]}
 */
export function parseMrkdwn(text) {
  return text
    .split(/```/)
    .flatMap((part, index, parts) =>
      index % 2 === 1 && index < parts.length - 1
        ? [preformatted(part)]
        : proseFlow(index % 2 === 1 ? `\`\`\`${part}` : part),
    );
}

/**
 * Plain text still has emoji names in it, and nothing else.
 * @param {string} text
 * @returns {Inline[]}
 */
export function parsePlainText(text) {
  return withEmoji(text);
}

/**
 * @param {string} part
 * @returns {Flow}
 */
function preformatted(part) {
  return { kind: "preformatted", children: readAngles(part.replace(/^\n|\n$/g, ""), (text) => [plain(text)]) };
}

/**
 * Consecutive quoted lines make one quote.
 * @param {string} text
 */
function proseFlow(text) {
  /** @type {{ isQuote: boolean, lines: string[] }[]} */
  const runs = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const last = runs.at(-1);
    const content = quoted ? (quoted[1] ?? "") : line;
    if (last && last.isQuote === Boolean(quoted)) last.lines.push(content);
    else runs.push({ isQuote: Boolean(quoted), lines: [content] });
  }
  return runs
    .map(({ isQuote, lines }) => ({ isQuote, text: lines.join("\n").replace(/^\n|\n$/g, "") }))
    .filter((run) => run.text !== "")
    .map((run) => /** @type {Flow} */ ({ kind: run.isQuote ? "quote" : "paragraph", children: parseInline(run.text) }));
}

/** @type {ReadonlyMap<string, "bold" | "italic" | "strike">} */
const kinds = new Map([
  ["*", "bold"],
  ["_", "italic"],
  ["~", "strike"],
]);

/**
 * A mark opens after a gap and before a letter, and closes the other way round. Code and `<…>` are skipped over.
 * @param {string} text
 * @returns {Inline[]}
 */
function parseInline(text) {
  for (let at = 0; at < text.length; at = skipSpan(text, at) + 1) {
    const end = text[at] === "`" ? skipSpan(text, at) : closing(text, at);
    if (end <= at) continue;
    const inside = text.slice(at + 1, end);
    const kind = kinds.get(text[at] ?? "");
    return [
      ...readAngles(text.slice(0, at), withEmoji),
      kind
        ? { kind, children: parseInline(inside) }
        : { kind: "code", children: readAngles(inside, (literal) => [plain(literal)]) },
      ...parseInline(text.slice(end + 1)),
    ];
  }
  return readAngles(text, withEmoji);
}

/**
 * Where the code or `<…>` that begins here ends; `at` itself when nothing does.
 * @param {string} text
 * @param {number} at
 */
function skipSpan(text, at) {
  if (text[at] !== "`" && text[at] !== "<") return at;
  const span = /^(?:`[^`\n]+`|<[^<>\n]+>)/.exec(text.slice(at));
  return span ? at + span[0].length - 1 : at;
}

/**
 * Where the mark that opens here is closed, or -1.
 * @param {string} text
 * @param {number} start
 */
function closing(text, start) {
  const mark = text[start] ?? "";
  if (!kinds.has(mark) || isWord(text[start - 1]) || !/\S/.test(text[start + 1] ?? "")) return -1;
  for (let at = start + 1; at < text.length && text[at] !== "\n"; at = skipSpan(text, at) + 1) {
    const isEnd = text[at] === mark && at > start + 1 && /\S/.test(text[at - 1] ?? "");
    if (isEnd && !isWord(text[at + 1])) return at;
  }
  return -1;
}

/** @param {string | undefined} letter */
function isWord(letter) {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
}

/**
 * @param {string} text
 * @param {(text: string) => Inline[]} between
 * @returns {Inline[]}
 */
function readAngles(text, between) {
  return text.split(/<([^<>\n]+)>/).flatMap((part, index) => (index % 2 === 1 ? [angle(part)] : between(part)));
}

/**
 * @param {string} content of `<…>`
 * @returns {Inline}
 */
function angle(content) {
  const [target = "", ...rest] = content.split("|");
  const label = rest.join("|");
  const [command = "", first = "", format = "", url = ""] = target.split("^");
  if (target.startsWith("@")) return { kind: "user", id: target.slice(1) };
  if (target.startsWith("#")) return { kind: "channel", id: target.slice(1), name: unescapeText(label) };
  if (command === "!subteam") return { kind: "usergroup", id: first, label: unescapeText(label) };
  if (command === "!date")
    return { kind: "date", seconds: Number(first), format: unescapeText(format), url, fallback: unescapeText(label) };
  if (target.startsWith("!")) return { kind: "broadcast", range: target.slice(1) };
  if (!/^[a-z][a-z+.-]*:/i.test(target)) return plain(`<${content}>`);
  return { kind: "link", url: unescapeText(target), children: label ? withEmoji(label) : [plain(target)] };
}

/**
 * @param {string} text
 * @returns {Inline[]}
 */
function withEmoji(text) {
  return text
    .split(/:([a-z0-9_+-]+(?:::skin-tone-\d)?):/)
    .map((part, index) => {
      if (index % 2 === 0) return plain(part);
      return emoji(part) ? /** @type {Inline} */ ({ kind: "emoji", name: part }) : plain(`:${part}:`);
    })
    .filter((part) => part.kind !== "text" || part.text !== "");
}

/**
 * @param {string} text
 * @returns {{ kind: "text", text: string }}
 */
function plain(text) {
  return { kind: "text", text: unescapeText(text) };
}

/**
 * `&amp;`, `&lt;` and `&gt;` as the signs they stand for.
 * @param {string} text
 */
export function unescapeText(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
