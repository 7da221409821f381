import type { Filter } from "../../operation/filter.ts";
import { linesOf, textOf, wordsOf } from "./lines.ts";
import { regularExpression } from "./regular-expression.ts";
import type { SlowWork } from "./slow-work.ts";

type Fields = Extract<Filter, { readonly kind: "fields" }>;

export async function fields(text: string, filter: Fields, slow: SlowWork, signal: AbortSignal): Promise<string> {
  const { separator, pattern, skip = 0, onlyLine } = filter;
  const lines = linesOf(text);
  const found =
    pattern === undefined ? undefined : await slow.matches(regularExpression([pattern], "extended"), lines, signal);
  const isKept = (index: number) =>
    index >= skip &&
    (onlyLine === undefined || index === onlyLine - 1) &&
    (found === undefined || (found[index]?.length ?? 0) > 0);
  return textOf(
    lines
      .filter((_, index) => isKept(index))
      .map((line) => {
        const words = separator === undefined ? wordsOf(line) : line.split(separator);
        return filter.fields
          .map((field) => (field === 0 ? line : field === -1 ? words.at(-1) : words[field - 1]) ?? "")
          .join(" ");
      }),
  );
}
