/** Lines of a text; the end of the last one makes no line of its own. */
export function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Lines as the text that tools print: each ends with a line break. */
export function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** Words between blanks, as awk and sort divide a line. */
export function wordsOf(line: string): readonly string[] {
  return line.split(/[ \t]+/).filter((word) => word !== "");
}
