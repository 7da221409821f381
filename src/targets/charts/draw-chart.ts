import { drawLegend, legendHeight } from "./draw-legend.ts";
import { colourOf, dashOf, drawLine } from "./draw-line.ts";
import type { LineChart } from "./line-chart.ts";
import { type Axis, sayTime, timeTicks, valueAxis } from "./scale.ts";
import { element, shortened, words } from "./svg.ts";
import { sayValue, type Unit } from "./unit.ts";

export interface DrawnChart extends LineChart {
  readonly unit: Unit;
  /** How many series are not drawn. */
  readonly left: number;
}

/** Where values and times fall on the picture. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(ms: number): number;
  y(value: number): number;
}

// As wide as a phone: letters keep their size there.
const width = 400;
const plotHeight = 180;

/** SVG of a chart: title, frame, threshold, lines, legend. */
export function drawChart(chart: DrawnChart): string {
  const { series, threshold, unit, from, to } = chart;
  const title = titleLines(chart.title);
  const values = series.flatMap(({ points }) => points.map(([, value]) => value));
  const axis = valueAxis(threshold ? [...values, threshold.value] : values, unit);
  const frame = frameFor(axis, chart, 20 + title.length * 17);
  const height = frame.bottom + 26 + legendHeight(chart);
  const lines = series.map(({ points }, index) =>
    drawLine(points, frame, {
      colour: colourOf(index),
      dash: dashOf(index),
      filled: series.length === 1 && axis.low === 0,
    }),
  );
  const content = [
    element("rect", { x: 0, y: 0, width, height, fill: "#ffffff" }),
    ...title.map((line, index) => words(line, { x: 12, y: 21 + index * 17, "font-size": 13.5, fill: ink })),
    ...axis.ticks.map((tick) => valueLine(tick, unit, frame)),
    ...timeTicks(from, to).map((tick) => timeLine(tick, to - from, frame)),
    ...lines,
    threshold ? thresholdLine(chart, frame) : "",
    values.length === 0
      ? words("no data", { x: (frame.left + frame.right) / 2, y: frame.top + 90, "text-anchor": "middle", fill: grey })
      : "",
    drawLegend(chart, { left: 12, right: width - 12, top: frame.bottom + 40 }),
  ];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-size": 11.5,
      "font-family": "DejaVu Sans",
    },
    content.join(""),
  );
}

const ink = "#1d1c1d";
const grey = "#454447";
const danger = "#c00030";

// Up to three lines, broken where a word or a part of an expression ends.
function titleLines(title: string): readonly string[] {
  const lines: string[] = [];
  let rest = shortened(title, 3 * titleLength - 20);
  while (rest.length > titleLength && lines.length < 2) {
    const end = Math.max(...[..." ({,"].map((letter) => rest.lastIndexOf(letter, titleLength - 1))) + 1;
    const at = end > titleLength / 3 ? end : titleLength;
    lines.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return [...lines, rest];
}

const titleLength = 46;

function frameFor(axis: Axis, { unit, from, to }: DrawnChart, top: number): Frame {
  const longest = Math.max(...axis.ticks.map((tick) => sayValue(tick, unit).length));
  const left = 18 + longest * 7;
  const right = width - 14;
  const bottom = top + plotHeight;
  const span = Math.max(to - from, 1);
  return {
    left,
    right,
    top,
    bottom,
    x: (ms) => left + ((Math.min(Math.max(ms, from), to) - from) / span) * (right - left),
    y: (value) => bottom - ((value - axis.low) / (axis.high - axis.low)) * (bottom - top),
  };
}

function valueLine(tick: number, unit: Unit, { left, right, y }: Frame): string {
  const at = y(tick);
  return (
    element("line", { x1: left, x2: right, y1: at, y2: at, stroke: "#d8d8da", "stroke-width": 1 }) +
    words(sayValue(tick, unit), { x: left - 6, y: at + 4, "text-anchor": "end", fill: grey })
  );
}

function timeLine(tick: number, spanMs: number, { bottom, right, x }: Frame): string {
  const at = x(tick);
  const label = sayTime(tick, spanMs);
  return (
    element("line", { x1: at, x2: at, y1: bottom, y2: bottom + 4, stroke: grey, "stroke-width": 1 }) +
    // At the right edge a label in the middle of its mark would leave the picture.
    words(label, {
      x: Math.min(at, right - label.length * 3.4 + 10),
      y: bottom + 17,
      "text-anchor": "middle",
      fill: grey,
    })
  );
}

function thresholdLine({ threshold, unit }: DrawnChart, { left, right, top, y }: Frame): string {
  if (!threshold) return "";
  const at = y(threshold.value);
  const label = `alerts ${threshold.side} ${sayValue(threshold.value, unit)}`;
  return (
    element("line", {
      x1: left,
      x2: right,
      y1: at,
      y2: at,
      stroke: danger,
      "stroke-width": 1.6,
      "stroke-dasharray": "6 4",
    }) +
    words(label, {
      x: left + 6,
      y: at - 5 < top + 10 ? at + 14 : at - 5,
      fill: danger,
      // White around the letters keeps them readable over a line.
      stroke: "#ffffff",
      "stroke-width": 3,
      "paint-order": "stroke",
    })
  );
}
