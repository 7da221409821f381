/** Text from people, made safe to keep: control marks go, words stay. */

export const longestTitle = 150;
export const longestText = 3000;

// Marks that reorder or hide what a reader sees. Joiners and tags stay: emoji and several scripts are written with them.
const invisible = /[\p{Cf}--[\u200c\u200d\u{e0020}-\u{e007f}]]/gv;
const control = /[\p{Cc}--[\n\t]]/gv;

/** One line. Emoji, accents and right-to-left letters stay as they are. */
export function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, " ").trim();
}

/** Several lines, without control characters. */
export function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(invisible, "").replace(control, "").trim();
}

/** At most `length` characters as people count them, the last being "…" when something was left out. */
export function shorten(text: string, length: number): string {
  const characters = [...segmenter.segment(text)].map((segment) => segment.segment);
  if (characters.length <= length) return text;
  return `${characters
    .slice(0, length - 1)
    .join("")
    .trimEnd()}…`;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
