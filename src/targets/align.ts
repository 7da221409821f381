/** Rows in columns as kubectl prints them: each as wide as its widest cell, three spaces between. */
export function align(rows: readonly (readonly string[])[]): string {
  const widths = widthsOf(rows);
  return rows.map((row) => `${alignRow(row, widths)}\n`).join("");
}

/** Widths that later rows of the same table keep to. */
export function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, at) =>
    Math.max(6, ...rows.map((row) => (row[at] === undefined ? 0 : [...oneLine(row[at])].length + 3))),
  );
}

export function alignRow(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, at) => (at === row.length - 1 ? oneLine(cell) : oneLine(cell).padEnd(widths[at] ?? 0)))
    .join("");
}

/** A cell with a line break would be two rows. */
function oneLine(cell: string): string {
  const [first = "", ...more] = cell.split(/[\r\n]/);
  return more.length === 0 ? first : `${first}...`;
}
