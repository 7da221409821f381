import { linesOf, textOf, wordsOf } from "./lines.ts";

/** As `column -t`: words under each other. */
export function columns(text: string): string {
  const rows = linesOf(text).map(wordsOf);
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((word, index) => {
      widths[index] = Math.max(widths[index] ?? 0, word.length);
    });
  }
  return textOf(
    rows.map((row) =>
      row.map((word, index) => (index === row.length - 1 ? word : word.padEnd(widths[index] ?? 0))).join("  "),
    ),
  );
}
