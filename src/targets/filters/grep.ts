import type { Filter } from "../../operation/filter.ts";
import { linesOf, textOf } from "./lines.ts";
import { regularExpression } from "./regular-expression.ts";
import type { SlowWork } from "./slow-work.ts";

type Grep = Extract<Filter, { readonly kind: "grep" }>;

export async function grep(text: string, filter: Grep, slow: SlowWork, signal: AbortSignal): Promise<string> {
  const lines = linesOf(text);
  const found = await slow.matches(regularExpression(filter.patterns, filter.syntax, filter), lines, signal);
  const hits = lines.flatMap((_, index) => ((found[index]?.length ?? 0) > 0 === !filter.invert ? [index] : []));
  const kept = filter.maximum === undefined ? hits : hits.slice(0, filter.maximum);
  if (filter.count) return `${kept.length}\n`;
  const numbered = (index: number, line: string, sign: string) =>
    filter.lineNumbers ? `${index + 1}${sign}${line}` : line;
  if (filter.onlyMatching) {
    if (filter.invert) return "";
    return textOf(
      kept.flatMap((index) => (found[index] ?? []).filter(Boolean).map((part) => numbered(index, part, ":"))),
    );
  }
  const { before = 0, after = 0 } = filter;
  if (before === 0 && after === 0) return textOf(kept.map((index) => numbered(index, lines[index] ?? "", ":")));
  return textOf(withSurroundings(lines, kept, { before, after }, numbered));
}

// Groups that do not touch are set apart by two dashes, as grep does it.
function withSurroundings(
  lines: readonly string[],
  hits: readonly number[],
  { before, after }: { readonly before: number; readonly after: number },
  numbered: (index: number, line: string, sign: string) => string,
): readonly string[] {
  const isHit = new Set(hits);
  const printed: string[] = [];
  let next = 0;
  for (const hit of hits) {
    const from = Math.max(next, hit - before);
    if (printed.length > 0 && from > next) printed.push("--");
    const until = Math.min(lines.length - 1, hit + after);
    for (let index = from; index <= until; index += 1) {
      printed.push(numbered(index, lines[index] ?? "", isHit.has(index) ? ":" : "-"));
    }
    next = Math.max(next, until + 1);
  }
  return printed;
}
