import type { DrawnChart } from "./draw-chart.ts";
import type { Series } from "./line-chart.ts";
import { sayTime } from "./scale.ts";
import { shortened } from "./svg.ts";
import { sayValue, type Unit } from "./unit.ts";

/** A chart in words, for who cannot see it: at most 1,500 characters. */
export function describeChart({ title, series, threshold, unit, from, to, left }: DrawnChart): string {
  const span = to - from;
  const lines = series.map((one) => describeSeries(one, unit));
  const parts = [
    `${shortened(title, 200)}, from ${sayTime(from, span)} to ${sayTime(to, span)} UTC`,
    ...(threshold ? [`alerts ${threshold.side} ${sayValue(threshold.value, unit)}`] : []),
    ...(lines.length > 0 ? lines : ["no data"]),
    ...(left > 0 ? [`${left} more not drawn`] : []),
  ];
  return shortened(`${parts.join(". ")}.`, 1500);
}

function describeSeries({ name, points }: Series, unit: Unit): string {
  const values = points.map(([, value]) => value).filter((value) => !Number.isNaN(value));
  const label = shortened(name, 60);
  const last = values.at(-1);
  if (last === undefined) return `${label}: no data`;
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return `${label}: last ${sayValue(last, unit)}, lowest ${sayValue(least, unit)}, highest ${sayValue(most, unit)}`;
}
