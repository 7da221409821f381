import { type KubernetesResource, nameOfKind } from "../../../clients/kubernetes-resources.ts";
import { align, alignRow, widthsOf } from "../../align.ts";
import type { Output } from "../../target.ts";
import { type Gathered, gather } from "../gather.ts";
import { watch } from "../watch.ts";
import { eachName } from "./each-name.ts";
import { type Getting, nothingFound } from "./getting.ts";
import { cellsOf, headerOf, type TableOptions } from "./print-table.ts";
import { sortBy } from "./sort-rows.ts";
import { readTable, type Table, tableAccept, tableOf } from "./table.ts";

interface Shown {
  readonly resource: KubernetesResource;
  readonly table: Table;
  readonly missing: string;
}

/** Tables of kinds side by side, one after the other on paper, an empty line between. */
export async function showTables(getting: Getting): Promise<Output> {
  const { given, resources, doing } = getting;
  const shown = await Promise.all(resources.map((resource) => ask(getting, resource)));
  const full = shown.filter(({ table }) => table.rows.length > 0);
  const texts = full.map((one) => align(rowsOf(getting, one, resources.length > 1)));
  const missing = shown.map((one) => one.missing).join("");
  const text = texts.join("\n") + missing || nothingFound(getting);
  const [only] = shown;
  if (!given.watch || !only) return { text };
  const gathered = gather((piece) => doing.emit(piece));
  gathered.add(text);
  await follow(getting, only, gathered);
  return gathered.output();
}

async function ask({ door, now, given, scope, doing }: Getting, resource: KubernetesResource): Promise<Shown> {
  const wholeObjects = given.sortBy !== undefined;
  const of = (name?: string) => {
    const selection = { labelSelector: given.selector, fieldSelector: given.fieldSelector };
    return tableOf(door, scope, resource, { ...selection, name, wholeObjects }, now(), doing.signal);
  };
  const several = given.names.length > 0 ? await eachName(given.names, given.ignoreNotFound === true, of) : undefined;
  const tables = several?.found ?? [await of()];
  const rows = tables.flatMap((table) => table.rows);
  return {
    resource,
    missing: several?.missing ?? "",
    table: {
      columns: tables[0]?.columns ?? [],
      rows: sortBy(given.sortBy, rows, ({ object }) => object),
      resourceVersion: tables[0]?.resourceVersion ?? "",
    },
  };
}

function rowsOf({ given }: Getting, { resource, table }: Shown, withKind: boolean): readonly (readonly string[])[] {
  const options = optionsOf(given, resource, withKind);
  const rows = table.rows.map((row) => cellsOf(table, row, options));
  return given.noHeaders ? rows : [headerOf(table, options), ...rows];
}

function optionsOf(given: Getting["given"], resource: KubernetesResource, withKind: boolean): TableOptions {
  return {
    wide: given.output?.format === "wide",
    withNamespace: given.allNamespaces === true && resource.namespaced,
    showLabels: given.showLabels === true,
    labelColumns: given.labelColumns ?? [],
    kindPrefix: withKind ? nameOfKind(resource) : undefined,
  };
}

/** Rows of what changes, under the same columns. */
async function follow(getting: Getting, shown: Shown, gathered: Gathered): Promise<void> {
  const { door, now, given, scope, doing } = getting;
  const { resource, table } = shown;
  const [name] = given.names;
  const fieldSelector = name === undefined ? given.fieldSelector : `metadata.name=${name}`;
  const query = { labelSelector: given.selector, fieldSelector, resourceVersion: table.resourceVersion };
  const options = optionsOf(given, resource, false);
  let widths = widthsOf(rowsOf(getting, shown, false));
  let columns = table.columns;
  for await (const { object } of watch(door, scope, resource, { ...query, accept: tableAccept }, doing.signal)) {
    const change = readTable(object, now());
    // Only the first change says what the columns are.
    if (change.columns.length > 0) columns = change.columns;
    const rows = change.rows.map((row) => cellsOf({ ...change, columns }, row, options));
    widths = widths.length > 0 ? widths : widthsOf(rows);
    gathered.add(rows.map((row) => `${alignRow(row, widths)}\n`).join(""));
    if (gathered.isFull) return;
  }
}
