import { isRecord, type Plain } from "../plain.ts";
import { scalarText } from "./print-text.ts";

/** A box of a table: its title, perhaps a row of headings, and rows. Deeper ones stand further in. */
export interface Section {
  readonly title: string;
  readonly depth: number;
  headers: readonly string[];
  readonly rows: (readonly string[])[];
}

type Row = { [key: string]: Plain };

/** The boxes an answer falls into. */
export function tableSections(title: string, value: Plain): readonly Section[] {
  const sections: Section[] = [];
  build(title, value, 0, sections);
  return sections;
}

function build(title: string | undefined, value: Plain, depth: number, sections: Section[]): void {
  if (isEmpty(value)) return;
  if (title !== undefined) sections.push({ title, depth, headers: [], rows: [] });
  const section = sections.at(-1);
  if (!section) return;
  if (isRecord(value)) buildRow(value, depth, section, sections);
  else if (!Array.isArray(value)) section.rows.push([scalarText(value)]);
  else if (isRecord(value[0])) buildRows(value.filter(isRecord), depth, section, sections);
  else for (const item of value) buildItem(item, depth, section, sections);
}

function buildItem(item: Plain, depth: number, section: Section, sections: Section[]): void {
  if (!Array.isArray(item)) section.rows.push([isRecord(item) ? JSON.stringify(item) : scalarText(item)]);
  else if (item.every((cell) => !isNested(cell))) section.rows.push(item.map(scalarText));
  else build(undefined, item, depth, sections);
}

function buildRow(row: Row, depth: number, section: Section, sections: Section[]): void {
  const { scalars, nested } = keysOf([row]);
  const [only] = scalars;
  if (scalars.length === 1 && only !== undefined) section.rows.push([only, scalarText(row[only])]);
  else if (scalars.length > 1) {
    section.headers = scalars;
    section.rows.push(scalars.map((key) => scalarText(row[key])));
  }
  buildNested(row, nested, depth, sections);
}

function buildRows(rows: readonly Row[], depth: number, first: Section, sections: Section[]): void {
  const { scalars, nested } = keysOf(rows);
  let section = first;
  section.headers = scalars;
  rows.forEach((row, at) => {
    if (at > 0 && nested.length > 0) {
      section = { title: first.title, depth, headers: scalars, rows: [] };
      sections.push(section);
    }
    section.rows.push(scalars.map((key) => (key in row ? scalarText(row[key]) : "")));
    buildNested(row, nested, depth, sections);
  });
}

function buildNested(row: Row, keys: readonly string[], depth: number, sections: Section[]): void {
  for (const key of keys) {
    const value = row[key];
    if (value !== undefined) build(key, value, depth + 1, sections);
  }
}

function keysOf(rows: readonly Row[]): { scalars: string[]; nested: string[] } {
  const entries = rows.flatMap((row) => Object.entries(row));
  const named = (wanted: boolean) =>
    [...new Set(entries.filter(([, value]) => isNested(value) === wanted).map(([key]) => key))].sort();
  const nested = named(true);
  return { scalars: named(false).filter((key) => !nested.includes(key)), nested };
}

function isNested(value: Plain): boolean {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: Plain): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
