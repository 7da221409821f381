import type { Frame } from "./draw-chart.ts";
import type { Series } from "./line-chart.ts";
import { element } from "./svg.ts";

/** Colours that differ for most eyes, none of them the red of a threshold. From the sixth on lines are dashed, too. */
export function colourOf(index: number): string {
  return colours[index % colours.length] ?? "#0b5cad";
}

export function dashOf(index: number): string | undefined {
  return index < colours.length ? undefined : "5 2.5";
}

const colours = ["#0b5cad", "#c25700", "#00795c", "#8e3fa8", "#4a4a4a"];

interface Style {
  readonly colour: string;
  readonly dash: string | undefined;
  /** Down to zero: of a line that is alone. */
  readonly filled: boolean;
}

/** One line, broken where points are missing; a point alone is a dot. */
export function drawLine(points: Series["points"], frame: Frame, { colour, dash, filled }: Style): string {
  return pieces(points)
    .map((piece) => {
      const [first] = piece;
      const last = piece.at(-1);
      if (!first || !last) return "";
      if (piece.length === 1) {
        return element("circle", { cx: frame.x(first[0]), cy: frame.y(first[1]), r: 2.2, fill: colour });
      }
      const path = piece.map(
        ([ms, value], index) => `${index === 0 ? "M" : "L"}${at(frame.x(ms))} ${at(frame.y(value))}`,
      );
      const stroke = {
        fill: "none",
        stroke: colour,
        "stroke-width": 2.2,
        "stroke-linejoin": "round",
        "stroke-dasharray": dash,
      };
      const area = `${path.join("")}L${at(frame.x(last[0]))} ${at(frame.bottom)}L${at(frame.x(first[0]))} ${at(frame.bottom)}Z`;
      return (
        (filled ? element("path", { d: area, fill: colour, "fill-opacity": 0.1 }) : "") +
        element("path", { d: path.join(""), ...stroke })
      );
    })
    .join("");
}

function at(position: number): string {
  return position.toFixed(1);
}

/** Runs of points that follow each other: a distance of more than two and a half usual ones is a gap. */
function pieces(points: Series["points"]): readonly Series["points"][] {
  const steps = points.slice(1).map(([ms], index) => ms - (points[index]?.[0] ?? ms));
  const usual = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const found: (readonly [number, number])[][] = [[]];
  for (const [ms, value] of points) {
    const piece = found.at(-1) ?? [];
    const before = piece.at(-1)?.[0];
    if (!Number.isFinite(value)) found.push([]);
    else if (before !== undefined && ms - before > usual * 2.5) found.push([[ms, value]]);
    else piece.push([ms, value]);
  }
  return found.filter((piece) => piece.length > 0);
}
