import { cellLines, widthOf } from "./cell-text.ts";
import { type PrintLimits, rowCount } from "./print-table.ts";
import type { StatementResult } from "./run-statement.ts";

/** Rows as psql's expanded format (`\x`) prints them: one value a line. */
export function printRecords(
  { columns, rows }: Pick<StatementResult, "columns" | "rows">,
  limits: PrintLimits,
): string {
  if (rows.length === 0) return rowCount(0);
  const records = rows.map((row) => row.map((value) => cellLines(value, limits.maxCharacters)));
  const nameWidth = Math.max(0, ...columns.map(({ name }) => widthOf(name)));
  const valueWidth = records.reduce((widest, record) => Math.max(widest, ...record.flat().map(widthOf)), 0);
  return records
    .flatMap((record, at) => [
      header(at + 1, nameWidth, valueWidth),
      ...columns.flatMap(({ name }, column) => printValue(name, record[column] ?? [""], nameWidth, valueWidth)),
    ])
    .join("\n");
}

function header(number: number, nameWidth: number, valueWidth: number): string {
  const line = `${"-".repeat(nameWidth + 1)}+${"-".repeat(valueWidth + 1)}`;
  const title = `-[ RECORD ${number} ]`;
  const rest = line.slice(title.length);
  return title + (title.length > nameWidth + 1 ? rest.replace("+", "-") : rest);
}

function printValue(name: string, lines: readonly string[], nameWidth: number, valueWidth: number): readonly string[] {
  return lines.map((line, at) => {
    const label = at === 0 ? name : "";
    const goesOn = at < lines.length - 1;
    return `${padded(label, nameWidth)} | ${goesOn ? `${padded(line, valueWidth)}+` : line}`;
  });
}

const padded = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));
