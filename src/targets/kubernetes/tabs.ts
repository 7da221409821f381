/**
 * Lines whose cells are parted by tabs, set in columns: a column reaches over neighbouring lines that have a cell after it, and is as wide as the
 * widest of them and two spaces. kubectl describes with the same rule.
 */
export function setTabs(lines: readonly string[]): string {
  const rows = lines.flatMap((line) => line.split("\n")).map((line) => line.split("\t"));
  const columns = Math.max(0, ...rows.map((row) => row.length - 1));
  const widths = rows.map((): number[] => []);
  for (let column = 0; column < columns; column += 1) setColumn(rows, widths, column);
  return rows
    .map((row, at) => row.map((cell, column) => cell.padEnd(widths[at]?.[column] ?? 0)).join(""))
    .map((line) => `${line}\n`)
    .join("");
}

function setColumn(rows: readonly (readonly string[])[], widths: readonly number[][], column: number): void {
  for (let first = 0; first < rows.length; first += 1) {
    let end = first;
    let width = 0;
    while (end < rows.length && (rows[end]?.length ?? 0) > column + 1) {
      width = Math.max(width, [...(rows[end]?.[column] ?? "")].length + 2);
      end += 1;
    }
    for (const row of widths.slice(first, end)) row[column] = width;
    first = Math.max(first, end);
  }
}
