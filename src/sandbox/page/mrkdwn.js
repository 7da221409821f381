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

/** @type {readonly { mark: string, kind: "bold" | "italic" | "strike" }[]} */
const marks = [
  { mark: "*", kind: "bold" },
  { mark: "_", kind: "italic" },
  { mark: "~", kind: "strike" },
];

/**
 * @param {string} text
 * @returns {Inline[]}
 */
function parseInline(text) {
  const code = /`([^`\n]+)`/.exec(text);
  if (code) {
    const before = text.slice(0, code.index);
    const after = text.slice(code.index + code[0].length);
    const inside = readAngles(code[1] ?? "", (literal) => [plain(literal)]);
    return [...parseInline(before), { kind: "code", children: inside }, ...parseInline(after)];
  }
  return styled(text);
}

/**
 * A mark opens after a gap and before a letter, and closes the other way round. `<…>` is skipped over.
 * @param {string} text
 * @returns {Inline[]}
 */
function styled(text) {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "<") at = Math.max(at, text.indexOf(">", at));
    const found = marks.find(({ mark }) => mark === text[at]);
    if (!found || !/^$|[^\p{L}\p{N}]/u.test(text[at - 1] ?? "") || !/\S/.test(text[at + 1] ?? "")) continue;
    const end = closing(text, found.mark, at + 1);
    if (end === -1) continue;
    return [
      ...readAngles(text.slice(0, at), withEmoji),
      { kind: found.kind, children: styled(text.slice(at + 1, end)) },
      ...styled(text.slice(end + 1)),
    ];
  }
  return readAngles(text, withEmoji);
}

/**
 * @param {string} text
 * @param {string} mark
 * @param {number} from
 */
function closing(text, mark, from) {
  for (let at = from; at < text.length && text[at] !== "\n"; at += 1) {
    if (text[at] === "<") at = Math.max(at, text.indexOf(">", at));
    const isEnd = text[at] === mark && at > from && /\S/.test(text[at - 1] ?? "");
    if (isEnd && !/[\p{L}\p{N}]/u.test(text[at + 1] ?? "")) return at;
  }
  return -1;
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
