import type { Filter } from "../../operation/filter.ts";
import { linesOf, textOf } from "./lines.ts";

type Uniq = Extract<Filter, { readonly kind: "uniq" }>;

export function uniq(text: string, { count, only, ignoreCase }: Uniq): string {
  const groups: { line: string; times: number }[] = [];
  for (const line of linesOf(text)) {
    const last = groups.at(-1);
    const isSame = last && (ignoreCase ? last.line.toLowerCase() === line.toLowerCase() : last.line === line);
    if (isSame) last.times += 1;
    else groups.push({ line, times: 1 });
  }
  const kept = groups.filter(({ times }) => only === undefined || (only === "repeated") === times > 1);
  return textOf(kept.map(({ line, times }) => (count ? `${String(times).padStart(7)} ${line}` : line)));
}
