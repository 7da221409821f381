import type { Filter } from "../../operation/filter.ts";
import { linesOf, textOf, wordsOf } from "./lines.ts";

type Sort = Extract<Filter, { readonly kind: "sort" }>;

export function sort(text: string, filter: Sort): string {
  const byKey = compareBy(filter);
  const direction = filter.reverse ? -1 : 1;
  const sorted = [...linesOf(text)].sort((a, b) => {
    const order = byKey(keyOf(a, filter), keyOf(b, filter));
    // Equal keys are ordered by the whole line, as sort does without --stable.
    return direction * (order !== 0 || filter.unique ? order : compareText(a, b));
  });
  if (!filter.unique) return textOf(sorted);
  return textOf(
    sorted.filter((line, index) => {
      const before = sorted[index - 1];
      return before === undefined || byKey(keyOf(before, filter), keyOf(line, filter)) !== 0;
    }),
  );
}

function keyOf(line: string, { fromField, toField, separator }: Sort): string {
  if (fromField === undefined) return line;
  const words = separator === undefined ? wordsOf(line) : line.split(separator);
  return words.slice(fromField - 1, toField).join(separator ?? " ");
}

function compareBy({ by, ignoreCase }: Sort): (a: string, b: string) => number {
  switch (by) {
    case "text":
      return ignoreCase ? (a, b) => compareText(a.toLowerCase(), b.toLowerCase()) : compareText;
    case "number":
      return (a, b) => numberIn(a) - numberIn(b);
    case "human":
      return (a, b) => humanNumberIn(a) - humanNumberIn(b);
    case "version":
      return (a, b) => a.localeCompare(b, "en", { numeric: true });
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// A text without a number counts as 0, as sort has it.
const numberIn = (text: string): number => Number.parseFloat(text.trim()) || 0;

const sizes = "KMGTPE";

function humanNumberIn(text: string): number {
  const suffix = /^\s*-?[\d.]+([KMGTPE])/.exec(text)?.[1];
  return numberIn(text) * (suffix === undefined ? 1 : 1024 ** (sizes.indexOf(suffix) + 1));
}
