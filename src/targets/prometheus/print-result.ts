import { align } from "../align.ts";
import { sayValue, type Unit } from "../charts/unit.ts";
import type { Labels, Measured } from "./read-result.ts";

/** Latest value of each series beside its labels, highest first; `no data` of none. */
export function printInstant(series: readonly Measured[], unit: Unit): string {
  return print(series, ["VALUE"], ({ points }) => [points.at(-1)?.[1]], unit);
}

/** Lowest, highest and last value of each series in the time asked for. */
export function printRange(series: readonly Measured[], unit: Unit): string {
  return print(
    series,
    ["LOWEST", "HIGHEST", "LAST"],
    ({ points }) => {
      const values = points.map(([, value]) => value).filter((value) => !Number.isNaN(value));
      if (values.length === 0) return [undefined, undefined, undefined];
      return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b)), values.at(-1)];
    },
    unit,
  );
}

/** What tells the series apart: `/api/episodes`; all labels of a series that is alone; `value` of one without any. */
export function nameOf(labels: Labels, all: readonly Measured[]): string {
  const telling = Object.keys(labels).filter((label) => all.some((other) => other.labels[label] !== labels[label]));
  const [only] = telling;
  if (telling.length === 1 && only !== undefined && only !== "__name__") return labels[only] ?? "";
  const { __name__: metric = "", ...rest } = labels;
  const shown = Object.entries(rest).filter(([label]) => telling.length === 0 || telling.includes(label));
  const inside = shown.map(([label, value]) => `${label}="${value}"`).join(", ");
  return `${metric}${inside === "" ? "" : `{${inside}}`}` || "value";
}

function print(
  series: readonly Measured[],
  columns: readonly string[],
  numbers: (one: Measured) => readonly (number | undefined)[],
  unit: Unit,
): string {
  if (series.length === 0) return "no data";
  const labels = [...new Set(series.flatMap((one) => Object.keys(one.labels)))].sort((a, b) => rank(a) - rank(b));
  const rows = [...series]
    .map((one) => ({ labels: one.labels, numbers: numbers(one) }))
    .sort((a, b) => (b.numbers.at(-1) ?? Number.NEGATIVE_INFINITY) - (a.numbers.at(-1) ?? Number.NEGATIVE_INFINITY))
    .map((row) => [
      ...labels.map((label) => row.labels[label] || "-"),
      ...row.numbers.map((value) => (value === undefined ? "-" : sayValue(value, unit))),
    ]);
  const head = [...labels.map((label) => (label === "__name__" ? "METRIC" : label.toUpperCase())), ...columns];
  return align([head, ...rows]).trimEnd();
}

function rank(label: string): number {
  return label === "__name__" ? 0 : 1;
}
