import { cellLines, widthOf } from "./cell-text.ts";
import type { StatementColumn, StatementResult } from "./run-statement.ts";

export interface PrintLimits {
  /** Of one value. */
  readonly maxCharacters: number;
}

/** Rows as psql's aligned format prints them, with `(N rows)` below; NULL is empty. Lines end without a last newline. */
export function printTable({ columns, rows }: Pick<StatementResult, "columns" | "rows">, limits: PrintLimits): string {
  const cells = rows.map((row) => row.map((value) => cellLines(value, limits.maxCharacters)));
  const names = columns.map(({ name }) => cellLines(name, limits.maxCharacters).join(" "));
  const widths = names.map((name, at) =>
    cells.reduce((widest, row) => Math.max(widest, ...(row[at] ?? []).map(widthOf)), widthOf(name)),
  );
  return [
    names.map((name, at) => ` ${centred(name, widths[at] ?? 0)} `).join("|"),
    widths.map((width) => "-".repeat(width + 2)).join("+"),
    ...cells.flatMap((row) => printRow(row, columns, widths)),
    rowCount(rows.length),
  ].join("\n");
}

export function rowCount(count: number): string {
  return count === 1 ? "(1 row)" : `(${count} rows)`;
}

function centred(name: string, width: number): string {
  const free = width - widthOf(name);
  return " ".repeat(Math.floor(free / 2)) + name + " ".repeat(Math.ceil(free / 2));
}

function printRow(
  cells: readonly (readonly string[])[],
  columns: readonly StatementColumn[],
  widths: readonly number[],
): readonly string[] {
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ type }, at) => {
        const lines = cells[at] ?? [];
        const text = lines[line] ?? "";
        const free = " ".repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
        const goesOn = line < lines.length - 1;
        const isLast = at === columns.length - 1;
        if (isLast && line >= lines.length) return " ";
        if (numericTypes.has(type)) return ` ${free}${text}${goesOn ? "+" : isLast ? "" : " "}`;
        return ` ${text}${isLast && !goesOn ? "" : free}${goesOn ? "+" : isLast ? "" : " "}`;
      })
      .join("|"),
  );
}

// int8 int2 int4 oid xid cid float4 float8 money numeric xid8: psql puts them to the right.
const numericTypes = new Set([20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069]);
