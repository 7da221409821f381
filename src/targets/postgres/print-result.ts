import type { Output } from "../target.ts";
import { printRecords } from "./print-records.ts";
import { printTable } from "./print-table.ts";
import type { StatementLimits, StatementResult } from "./run-statement.ts";

/** What one statement may bring: more is left at the server. */
export const outputLimits: StatementLimits = { maxRows: 10_000, maxBytes: 4_000_000, maxValue: 100_000 };

const maxPrinted = 4_000_000;

/** Rows as psql prints them, or the tag of a statement without rows; what was left out is said. */
export function printResult(result: StatementResult, isExpanded: boolean): Output {
  if (result.columns.length === 0) return { text: result.tag };
  const maxCharacters = charactersPerValue(result);
  const text = (isExpanded ? printRecords : printTable)(result, { maxCharacters });
  const isShortened =
    result.isShortened ||
    result.rows.some((row) => row.some((value) => value !== null && value.length > maxCharacters));
  const cuts = [
    ...(result.isCut ? [result.rows.length === 1 ? "the first row" : `the first ${result.rows.length} rows`] : []),
    ...(isShortened ? [`the first ${Math.min(maxCharacters, outputLimits.maxValue)} characters of a value`] : []),
  ];
  return { text, ...(cuts.length > 0 && { cut: cuts.join("; ") }) };
}

// One long value widens its column for every row, so long values are given the less room the more rows there are.
function charactersPerValue({ rows, columns }: StatementResult): number {
  const fair = Math.floor(maxPrinted / Math.max(1, (rows.length + 2) * columns.length));
  return Math.max(200, Math.min(200_000, fair));
}
