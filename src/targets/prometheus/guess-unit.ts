import type { Unit } from "../charts/unit.ts";
import type { Measured } from "./read-result.ts";
import { partsOfDivision } from "./same-measure.ts";

/** What a question measures, by what the names of its metrics promise; a plain number when they promise nothing. */
export function guessUnit(query: string, series: readonly Measured[]): Unit {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite);
  const within = (low: number, high: number) => values.every((value) => value >= low && value <= high);
  const text = query.replace(/"[^"]*"/g, '""');
  if (/\*\s*100\b|\b100\s*\*/.test(text)) return within(-1, 101) ? "percent" : "number";
  const division = partsOfDivision(text);
  if (division)
    return isAverage(division) ? sizeOf(division[0]) : isRatio(division) && within(0, 1.001) ? "ratio" : "number";
  if (/^\s*(count|count_values|group|sgn|changes|resets|absent|time|timestamp)\b/.test(text)) return "number";
  if (/histogram_quantile/.test(text)) return sizeOf(text);
  const isRate = /\b(rate|irate|deriv|idelta)\s*\(/.test(text);
  if (/_bytes(_total)?\b/.test(text)) return isRate ? "bytes-per-second" : "bytes";
  if (/_seconds\b/.test(text) && !isRate) return "seconds";
  return isRate && /_(total|count)\b/.test(text) && !/_seconds/.test(text) ? "per-second" : "number";
}

function sizeOf(text: string): Unit {
  return /_seconds/.test(text) ? "seconds" : /_bytes/.test(text) ? "bytes" : "number";
}

// `x_seconds_sum / x_seconds_count`.
function isAverage([above, below]: readonly [string, string]): boolean {
  return /_sum\b/.test(above) && /_count\b/.test(below);
}

// `a_total / b_total`, `active / max`: the same kind of thing above and below.
function isRatio([above, below]: readonly [string, string]): boolean {
  const kind = (text: string) => /_(seconds|bytes)\b/.exec(text)?.[0] ?? "";
  return /[a-z]/i.test(below) && kind(above) === kind(below);
}
