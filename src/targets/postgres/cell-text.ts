/** One value as psql shows it: lines of text in which nothing moves the cursor. */
export function cellLines(value: string | null, maxCharacters: number): readonly string[] {
  if (value === null) return [""];
  const kept = value.length > maxCharacters ? `${value.slice(0, maxCharacters)}… (${value.length} characters)` : value;
  return kept.split("\n").map(visible);
}

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += zeroWidth.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

const zeroWidth = /[\p{Mn}\p{Me}\p{Cf}]/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

function visible(line: string): string {
  if (!/\p{Cc}/u.test(line)) return line;
  const [first = "", ...others] = line.split("\t").map((part) => part.replace(/\p{Cc}/gu, escaped));
  return others.reduce((shown, part) => shown + " ".repeat(8 - (widthOf(shown) % 8)) + part, first);
}

function escaped(character: string): string {
  if (character === "\r") return "\\r";
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}

const hex = (code: number, digits: number): string => code.toString(16).toUpperCase().padStart(digits, "0");
