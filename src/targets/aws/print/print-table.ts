import type { Plain } from "../plain.ts";
import { type Section, tableSections } from "./table-sections.ts";

const widthAtMost = 160;
const padding = 4;

/** Boxes with titles and headings, all of one width; what would be too wide stands one value a line. */
export function printTable(title: string, value: Plain): string {
  const sections = tableSections(title, value);
  if (sections.length === 0) return "";
  const shown = widthOf(sections) > widthAtMost ? sections.map(upright) : sections;
  const width = widthOf(shown);
  return [`${"-".repeat(width)}\n`, ...shown.flatMap((section) => sectionLines(section, width))].join("");
}

function sectionLines(section: Section, whole: number): string[] {
  const width = whole - section.depth * 2;
  const edge = "|".repeat(section.depth);
  const lines = [centred(section.title, width)];
  const widths = columnWidths(section, width);
  const rule = widths.map((column, at) => (at === 0 ? `+${"-".repeat(column - 2)}+` : `${"-".repeat(column - 1)}+`));
  if (section.headers.length > 0)
    lines.push(rule.join(""), section.headers.map((header, at) => centred(header, widths[at] ?? 0, at > 0)).join(""));
  if (section.rows.length > 0)
    lines.push(
      rule.join(""),
      ...section.rows.map((row) => row.map((cell, at) => leftAligned(cell, widths[at] ?? 0, at > 0)).join("")),
      rule.join(""),
    );
  else if (section.headers.length === 0) lines.push(`+${"-".repeat(width - 2)}+`);
  return lines.map((line) => `${edge}${line}${edge}\n`);
}

function widthOf(sections: readonly Section[]): number {
  return Math.max(
    ...sections.map((section) => {
      const cells = longestCells(section).reduce((sum, cell) => sum + cell + padding, 0);
      return Math.max(section.title.length, cells) + 2 + section.depth * 2;
    }),
  );
}

/** Columns share the width by what stands in them; what rounding left over is taken from the first or given to the last. */
function columnWidths(section: Section, width: number): number[] {
  const wanted = longestCells(section).map((cell) => cell + padding);
  const sum = wanted.reduce((total, one) => total + one, 0);
  const widths = wanted.map((one) => Math.round((width / sum) * one));
  let over = widths.reduce((total, one) => total + one, 0) - width;
  for (let at = 0; over !== 0 && widths.length > 0; at++) {
    const step = Math.sign(over);
    const column = step > 0 ? at % widths.length : widths.length - 1 - (at % widths.length);
    widths[column] = (widths[column] ?? 0) - step;
    over -= step;
  }
  return widths;
}

function longestCells({ headers, rows }: Section): number[] {
  const lines = [headers, ...rows].filter((line) => line.length > 0);
  const columns = Math.max(0, ...lines.map((line) => line.length));
  return Array.from({ length: columns }, (_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
}

function upright(section: Section): Section {
  if (section.headers.length === 0) return section;
  const rows = section.rows.flatMap((row) => row.map((cell, at) => [section.headers[at] ?? "", cell]));
  return { ...section, headers: [], rows };
}

function centred(text: string, width: number, inner = false): string {
  const left = Math.max(0, Math.floor(width / 2) - Math.floor(text.length / 2) - 1);
  return `${`${inner ? "" : "|"}${" ".repeat(left)}${text}`.padEnd(width - 1)}|`;
}

function leftAligned(text: string, width: number, inner: boolean): string {
  const start = `${inner ? "" : "|"}  ${text}`;
  return `${start.padEnd(width - 1)}|`;
}
