/**
 * Whether two questions measure the same, whatever they are summed by: a share stays the same share, and a percentile the same
 * percentile, when it is taken per endpoint or of all together. Sums themselves do not.
 */
export function isSameMeasure(one: string, other: string): boolean {
  return measureOf(one) === measureOf(other);
}

/** `a / b` of an expression that is a division as a whole; undefined of any other. */
export function partsOfDivision(query: string): readonly [string, string] | undefined {
  let depth = 0;
  for (const [at, letter] of [...query].entries()) {
    if ("([{".includes(letter)) depth++;
    if (")]}".includes(letter)) depth--;
    if (depth !== 0) continue;
    if (letter === "/") {
      const rest = query.slice(at + 1);
      return /[-+*/%^<>]/.test(outer(rest)) ? undefined : [query.slice(0, at), rest];
    }
    if ("+-*%^<>".includes(letter)) return undefined;
  }
  return undefined;
}

function measureOf(query: string): string {
  const line = query.replace(/\s+/g, " ").trim();
  // The highest ten of something are still that.
  const text = /^(?:topk|bottomk) ?\( ?\d+ ?, ?(.*)\)$/.exec(line)?.[1]?.trim() ?? line;
  const isShare = partsOfDivision(text) !== undefined;
  if (!isShare && !text.startsWith("histogram_quantile")) return text.replaceAll(" ", "");
  const bare = text
    .replace(/\b(by|without) ?\([^()]*\)/g, "")
    .replaceAll(" ", "")
    .replace(/\bsum\(/g, "(");
  return withoutNeedlessBrackets(bare);
}

// `((rate(x[5m])))` → `rate(x[5m])`: brackets that belong to no function.
function withoutNeedlessBrackets(text: string): string {
  let before = text;
  for (;;) {
    const after = before.replace(/(^|[(,/])\(([\w:]+(?:\([^()]*\))?)\)/g, "$1$2");
    if (after === before) return after;
    before = after;
  }
}

// What stands outside of every bracket.
function outer(text: string): string {
  let depth = 0;
  return [...text]
    .filter((letter) => {
      if ("([{".includes(letter)) depth++;
      const isOutside = depth === 0;
      if (")]}".includes(letter)) depth--;
      return isOutside;
    })
    .join("");
}
