import type { Picture } from "../target.ts";
import { describeChart } from "./describe-chart.ts";
import { drawChart } from "./draw-chart.ts";
import { renderPng } from "./render-png.ts";
import type { Unit } from "./unit.ts";

export interface Series {
  /** Text from outside; shortened where it is long. */
  readonly name: string;
  /** In order of time. What is missing is missing, or NaN: the line has a gap there. */
  readonly points: readonly (readonly [ms: number, value: number])[];
}

export interface Threshold {
  readonly value: number;
  /** On which side of it an alert begins. */
  readonly side: "above" | "below";
}

export interface LineChart {
  readonly title: string;
  readonly series: readonly Series[];
  readonly threshold?: Threshold | undefined;
  readonly unit?: Unit | undefined;
  /** Both ends of the time axis, in ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Lines over time as a PNG that can be read on a phone, and the same in words. Of many series those with the highest values are drawn. */
export async function lineChart(chart: LineChart): Promise<Picture> {
  const highest = ({ points }: Series): number =>
    points.reduce((most, [, value]) => (Number.isNaN(value) ? most : Math.max(most, value)), Number.NEGATIVE_INFINITY);
  const drawn = [...chart.series].sort((a, b) => highest(b) - highest(a)).slice(0, mostLines);
  const left = chart.series.length - drawn.length;
  const shown = { ...chart, series: drawn, unit: chart.unit ?? "number", left };
  return { png: await renderPng(drawChart(shown)), alternative: describeChart(shown) };
}

// So many lines can still be told apart.
const mostLines = 10;
