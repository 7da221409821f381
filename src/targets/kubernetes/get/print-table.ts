import { textAt, textsAt } from "../change/json.ts";
import type { Table, TableRow } from "./table.ts";

export interface TableOptions {
  readonly wide: boolean;
  /** A column NAMESPACE first: they come from several. */
  readonly withNamespace: boolean;
  readonly showLabels: boolean;
  /** Labels that get a column of their own. */
  readonly labelColumns: readonly string[];
  /** Before each name, where several kinds are shown: `deployment.apps`. */
  readonly kindPrefix?: string | undefined;
}

/** `NAME`, `READY` … */
export function headerOf({ columns }: Table, options: TableOptions): readonly string[] {
  return [
    ...(options.withNamespace ? ["NAMESPACE"] : []),
    ...shown(columns, options).map(({ name }) => name.toUpperCase()),
    ...options.labelColumns.map((label) => (label.split("/").at(-1) ?? label).toUpperCase()),
    ...(options.showLabels ? ["LABELS"] : []),
  ];
}

export function cellsOf({ columns }: Table, row: TableRow, options: TableOptions): readonly string[] {
  const labels = textsAt(row.object, "metadata", "labels");
  const cells = shown(columns, options).map(({ name, at }) => {
    const value = row.cells[at] ?? "";
    return name === "Name" && options.kindPrefix !== undefined ? `${options.kindPrefix}/${value}` : value;
  });
  return [
    ...(options.withNamespace ? [textAt(row.object, "metadata", "namespace")] : []),
    ...cells,
    ...options.labelColumns.map((label) => labels[label] ?? ""),
    ...(options.showLabels ? [labelWords(labels)] : []),
  ];
}

export function labelWords(labels: Readonly<Record<string, string>>): string {
  const words = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return words.length === 0 ? "<none>" : words.sort().join(",");
}

function shown(columns: Table["columns"], { wide }: TableOptions) {
  return columns.map((column, at) => ({ ...column, at })).filter(({ priority }) => priority === 0 || wide);
}
