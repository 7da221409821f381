import { widthOf } from "../cell-text.ts";
import { printTable } from "../print-table.ts";
import type { StatementResult } from "../run-statement.ts";

/** A table under a title in its middle, as psql prints its own lists. */
export function printTitled(title: string, result: StatementResult, withCount: boolean): string {
  const table = printTable(result, { maxCharacters: 1_000 }).split("\n");
  const free = Math.floor((widthOf(table[0] ?? "") - widthOf(title)) / 2);
  return [" ".repeat(Math.max(0, free)) + title, ...(withCount ? table : table.slice(0, -1))].join("\n");
}
