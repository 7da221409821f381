const longest = 200;

/**
 * Indexes of the lines that lie inside a loop, a condition or a function, its first and last line included. What stands between them
 * is never output, whatever it looks like. One that does not close opens nothing.
 */
export function compoundLines(lines: readonly string[]): ReadonlySet<number> {
  const inside = new Set<number>();
  const opened = lines.map(opens);
  const deeper = lines.map((line, at) => (opened[at] ?? 0) - closes(line));
  for (let first = 0; first < lines.length; first++) {
    const last = opened[first] ? endOf(deeper, first) : undefined;
    if (last === undefined) continue;
    for (let at = first; at <= last; at++) inside.add(at);
    first = last;
  }
  return inside;
}

function endOf(deeper: readonly number[], first: number): number | undefined {
  let depth = 0;
  for (let at = first; at < Math.min(deeper.length, first + longest); at++) {
    depth += deeper[at] ?? 0;
    if (depth <= 0) return at;
  }
  return undefined;
}

const keyword =
  /(?:^|[;&|]|\b(?:do|then|else)\b)\s*(?:for\s+\w+\s+in\b|for\s*\(\(|while\s|until\s|if\s|case\s[^\n]{0,200}\sin\b)/g;
const functionStart = /^\s*(?:function\s+[\w-]+\s*(?:\(\))?|[\w-]+\s*\(\))\s*\{/;
const closing = /(?:^|[;\s])(?:done|fi|esac)(?=\s*(?:$|[;&|<>)#]))/g;

function opens(line: string): number {
  return [...line.matchAll(keyword)].length + (functionStart.test(line) ? 1 : 0);
}

function closes(line: string): number {
  return [...line.matchAll(closing)].length + (/^\s*\}\s*$|;\s*\}\s*$/.test(line) ? 1 : 0);
}
