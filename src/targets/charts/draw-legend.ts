import type { DrawnChart } from "./draw-chart.ts";
import { colourOf, dashOf } from "./draw-line.ts";
import type { Series } from "./line-chart.ts";
import { element, shortened, words } from "./svg.ts";
import { sayValue } from "./unit.ts";

const rowHeight = 18;

/** A row a line, and one for what is said below them. */
export function legendHeight({ series }: DrawnChart): number {
  return 12 + (series.length + 1) * rowHeight;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** Colour, name and last value of each line; then how many are not drawn, and that times are UTC. */
export function drawLegend({ series, unit, left: notDrawn }: DrawnChart, { left, right, top }: Box): string {
  const rows = series.map((one, index) => {
    const y = top + index * rowHeight;
    const last = lastOf(one);
    const value = last === undefined ? "no data" : sayValue(last, unit);
    const room = Math.floor((right - left - 34 - value.length * 7.4) / 7.4);
    return (
      element("line", {
        x1: left,
        x2: left + 18,
        y1: y - 4,
        y2: y - 4,
        stroke: colourOf(index),
        "stroke-width": 3.5,
        "stroke-dasharray": dashOf(index),
      }) +
      words(shortened(one.name, room), { x: left + 25, y, fill: "#1d1c1d" }) +
      words(value, { x: right, y, "text-anchor": "end", fill: "#1d1c1d" })
    );
  });
  const y = top + series.length * rowHeight;
  const rest = notDrawn > 0 ? `the ${series.length} highest of ${series.length + notDrawn}` : "";
  return [
    ...rows,
    words(rest, { x: left, y, fill: "#454447" }),
    words("times in UTC, last value on the right", {
      x: right,
      y,
      "text-anchor": "end",
      fill: "#454447",
      "font-size": 10,
    }),
  ].join("");
}

function lastOf({ points }: Series): number | undefined {
  return points.findLast(([, value]) => !Number.isNaN(value))?.[1];
}
