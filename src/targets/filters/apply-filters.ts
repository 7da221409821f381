import type { Filter } from "../../operation/filter.ts";
import { columns } from "./columns.ts";
import { count } from "./count.ts";
import { cut } from "./cut.ts";
import { fields } from "./fields.ts";
import { grep } from "./grep.ts";
import { linesOf, textOf } from "./lines.ts";
import { regularExpression } from "./regular-expression.ts";
import { FilterProblem, type SlowWork } from "./slow-work.ts";
import { sort } from "./sort.ts";
import { translateCharacters } from "./translate.ts";
import { uniq } from "./uniq.ts";

/** Text after each filter in turn. Throws a `FilterProblem` that names the filter when one cannot be carried out. */
export async function applyFilters(
  text: string,
  filters: readonly Filter[],
  slow: SlowWork,
  signal: AbortSignal,
): Promise<string> {
  let filtered = text;
  for (const filter of filters) {
    signal.throwIfAborted();
    filtered = await named(filter, () => applyFilter(filtered, filter, slow, signal));
  }
  return filtered;
}

async function named(filter: Filter, work: () => Promise<string> | string): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FilterProblem || error instanceof SyntaxError) {
      throw new FilterProblem(`${toolOf[filter.kind]} cannot work on this output: ${error.message}`);
    }
    throw error;
  }
}

const toolOf: Readonly<Record<Filter["kind"], string>> = {
  grep: "grep",
  head: "head",
  tail: "tail",
  sort: "sort",
  uniq: "uniq",
  count: "wc",
  cut: "cut",
  translate: "tr",
  jq: "jq",
  fields: "awk",
  lines: "sed",
  "from-match": "sed",
  replace: "sed",
  columns: "column",
  pass: "cat",
};

function applyFilter(text: string, filter: Filter, slow: SlowWork, signal: AbortSignal): Promise<string> | string {
  switch (filter.kind) {
    case "grep":
      return grep(text, filter, slow, signal);
    case "head":
      return textOf(
        filter.allBut ? linesOf(text).slice(0, -filter.lines || undefined) : linesOf(text).slice(0, filter.lines),
      );
    case "tail":
      return textOf(
        filter.fromLine
          ? linesOf(text).slice(filter.lines - 1)
          : filter.lines === 0
            ? []
            : linesOf(text).slice(-filter.lines),
      );
    case "sort":
      return sort(text, filter);
    case "uniq":
      return uniq(text, filter);
    case "count":
      return count(text, filter.what);
    case "cut":
      return cut(text, filter);
    case "translate":
      return translateCharacters(text, filter);
    case "jq":
      return jq(text, filter, slow, signal);
    case "fields":
      return fields(text, filter, slow, signal);
    case "lines":
      return textOf(linesOf(text).slice(filter.from - 1, filter.to));
    case "from-match":
      return fromMatch(text, filter, slow, signal);
    case "replace":
      return replace(text, filter, slow, signal);
    case "columns":
      return columns(text);
    case "pass":
      return text;
  }
}

type Of<K extends Filter["kind"]> = Extract<Filter, { readonly kind: K }>;

async function jq(text: string, filter: Of<"jq">, slow: SlowWork, signal: AbortSignal): Promise<string> {
  const flags = [
    ...(filter.raw ? ["-r"] : []),
    ...(filter.compact ? ["-c"] : []),
    ...(filter.slurp ? ["-s"] : []),
    ...(filter.sortKeys ? ["-S"] : []),
    ...Object.entries(filter.variables ?? {}).flatMap(([name, value]) => ["--arg", name, value]),
  ];
  const printed = await slow.jq({ program: filter.program, flags, input: text }, signal);
  return textOf(linesOf(printed));
}

async function fromMatch(text: string, filter: Of<"from-match">, slow: SlowWork, signal: AbortSignal): Promise<string> {
  const lines = linesOf(text);
  const found = await slow.matches(regularExpression([filter.pattern], filter.syntax), lines, signal);
  const first = found.findIndex((parts) => parts.length > 0);
  return textOf(first < 0 ? [] : lines.slice(first));
}

async function replace(text: string, filter: Of<"replace">, slow: SlowWork, signal: AbortSignal): Promise<string> {
  const { source } = regularExpression([filter.pattern], filter.syntax);
  const pattern = new RegExp(source, filter.all ? "g" : "");
  // sed's & and \1 are JavaScript's $& and $1.
  const replacement = filter.replacement
    .replace(/\$/g, "$$$$")
    .replace(/\\([1-9&/\\])|&/g, (found, escaped: string | undefined) =>
      escaped === undefined ? "$&" : /\d/.test(escaped) ? `$${escaped}` : found.slice(1),
    );
  return textOf(await slow.replace(pattern, replacement, linesOf(text), signal));
}
