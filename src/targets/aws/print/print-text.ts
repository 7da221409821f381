import { isRecord, type Plain } from "../plain.ts";

type Row = { [key: string]: Plain };

/** Lines with tabs: scalars of an object on one line in the order of their keys, what is nested below, named in capitals. */
export function printText(value: Plain): string {
  const lines: string[] = [];
  write(value, undefined, undefined, lines);
  return lines.map((line) => `${line}\n`).join("");
}

/** A scalar as the command line writes it: `None`, `True`, the text itself. */
export function scalarText(value: Plain | undefined): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}

function write(value: Plain, name: string | undefined, columns: readonly string[] | undefined, lines: string[]): void {
  if (Array.isArray(value)) writeList(value, name, lines);
  else if (isRecord(value)) writeRow(value, name, columns, lines);
  else lines.push(scalarText(value));
}

function writeList(list: readonly Plain[], name: string | undefined, lines: string[]): void {
  const rows = list.filter((item) => isRecord(item));
  if (rows.length > 0) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row).filter((key) => !isNested(row[key]))))].sort();
    for (const item of list) write(item, name, columns, lines);
    return;
  }
  const scalars = list.filter((item) => !Array.isArray(item)).map(scalarText);
  if (scalars.length > 0 && name === undefined) lines.push(scalars.join("\t"));
  else lines.push(...scalars.map((scalar) => `${name?.toUpperCase()}\t${scalar}`));
  for (const item of list) if (Array.isArray(item)) write(item, name, undefined, lines);
}

function writeRow(row: Row, name: string | undefined, columns: readonly string[] | undefined, lines: string[]): void {
  const keys = Object.keys(row).sort();
  const shown = columns ?? keys.filter((key) => !isNested(row[key]));
  const scalars = shown.map((key) => (columns && !(key in row) ? "" : scalarText(row[key])));
  if (scalars.length > 0) lines.push([...(name === undefined ? [] : [name.toUpperCase()]), ...scalars].join("\t"));
  for (const key of keys) {
    const value = row[key];
    if (value !== undefined && !shown.includes(key)) write(value, key, undefined, lines);
  }
}

function isNested(value: Plain | undefined): boolean {
  return typeof value === "object" && value !== null;
}
