export interface LogicalLine {
  readonly start: number;
  readonly end: number;
}

/**
 * Lines of a shell text, with those joined that a backslash or an open quote continues. A quote that never closes ends with its line,
 * so one stray apostrophe cannot swallow the commands after it.
 */
export function logicalLines(source: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let start = 0;
  while (start < source.length) {
    const end = endOfLine(source, start);
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

function endOfLine(source: string, start: number): number {
  let quote = "";
  let opened = start;
  for (let at = start; at < source.length; at++) {
    const letter = source.charAt(at);
    if (letter === "\\" && quote !== "'") {
      at++;
    } else if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      opened = at;
    } else if (letter === "#" && /^$|\s/.test(source.charAt(at - 1))) {
      return next(source, at);
    } else if (letter === "\n") {
      return at;
    }
  }
  return quote === "" ? source.length : next(source, opened);
}

function next(source: string, from: number): number {
  const at = source.indexOf("\n", from);
  return at < 0 ? source.length : at;
}
