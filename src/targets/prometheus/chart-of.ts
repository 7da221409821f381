import { lineChart, type Threshold } from "../charts/line-chart.ts";
import type { Unit } from "../charts/unit.ts";
import type { Picture, Site } from "../target.ts";
import { nameOf } from "./print-result.ts";
import type { Measured } from "./read-result.ts";
import { isSameMeasure } from "./same-measure.ts";

export interface Span {
  /** Both in ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly stepSeconds: number;
}

/** Series as a picture, with the line where the catalog says an alert begins; none of no series. */
export async function chartOf(
  query: string,
  series: readonly Measured[],
  unit: Unit,
  span: Span,
  site: Site,
): Promise<readonly Picture[]> {
  if (series.length === 0) return [];
  const shown = series.map(({ labels, points }) => ({
    name: nameOf(labels, series),
    points: withGaps(points, span.stepSeconds * 1000),
  }));
  const { from, to } = span;
  return [await lineChart({ title: query, series: shown, unit, threshold: thresholdOf(query, site), from, to })];
}

// Points come a step apart: where one is missing the line breaks, however short the series is.
function withGaps(points: Measured["points"], stepMs: number): Measured["points"] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const isGap = before !== undefined && point[0] - before[0] > stepMs * 1.5;
    return isGap ? [[before[0] + stepMs, Number.NaN] as const, point] : [point];
  });
}

/** The first of the catalog's thresholds that measures the same. */
function thresholdOf(query: string, { thresholds = [] }: Site): Threshold | undefined {
  for (const { query: known, above, below } of thresholds) {
    if (known === undefined || !isSameMeasure(known, query)) continue;
    if (above !== undefined) return { value: above, side: "above" };
    if (below !== undefined) return { value: below, side: "below" };
  }
  return undefined;
}
