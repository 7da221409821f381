import type { Filter } from "../../operation/filter.ts";
import { linesOf, textOf } from "./lines.ts";

type Cut = Extract<Filter, { readonly kind: "cut" }>;

export function cut(text: string, { by, ranges, delimiter }: Cut): string {
  const isKept = keeping(ranges);
  return textOf(
    linesOf(text).map((line) => {
      const parts = by === "fields" ? line.split(delimiter) : [...line];
      // A line without the delimiter is left whole, as cut does.
      if (by === "fields" && parts.length === 1) return line;
      return parts.filter((_, index) => isKept(index + 1)).join(by === "fields" ? delimiter : "");
    }),
  );
}

/** `1,3-5,7-`. */
function keeping(ranges: string): (position: number) => boolean {
  const spans = ranges.split(",").map((range) => {
    const [from = "", to = ""] = range.includes("-") ? range.split("-") : [range, range];
    return { from: from === "" ? 1 : Number(from), to: to === "" ? Number.POSITIVE_INFINITY : Number(to) };
  });
  return (position) => spans.some(({ from, to }) => position >= from && position <= to);
}
