import type { Unit } from "./unit.ts";

/** From the smallest to the largest number of an axis, and where its lines stand. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** An axis of round numbers around all values. It starts at zero unless that would flatten what happens far from zero. */
export function valueAxis(values: readonly number[], unit: Unit): Axis {
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (finite.length === 0) return { low: 0, high: 1, ticks: [0, 1] };
  const low = least >= 0 && least < 0.7 * most ? 0 : least;
  const flat = most - low <= Math.abs(most) * 1e-6;
  const high = flat ? low + (Math.abs(low) || 1) * 0.1 : most;
  const step = roundStep((high - low) / 4, unit);
  const from = Math.floor(low / step + 1e-9);
  const to = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
  return { low: from * step, high: to * step, ticks };
}

/** Round UTC times between two moments in ms, at most six. */
export function timeTicks(from: number, to: number): readonly number[] {
  const span = to - from;
  const step = minuteSteps.map((minutes) => minutes * 60_000).find((ms) => span / ms <= 6) ?? Math.ceil(span / 6);
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => first + index * step);
}

/** `14:05`; with the day where the chart spans several. */
export function sayTime(ms: number, spanMs: number): string {
  const iso = new Date(ms).toISOString();
  const time = iso.slice(11, spanMs < 5 * 60_000 ? 19 : 16);
  if (spanMs <= dayMs) return time;
  const day = `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1]}`;
  return spanMs > 4 * dayMs ? day : `${day} ${time}`;
}

const dayMs = 24 * 60 * 60_000;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const minuteSteps = [1 / 6, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200];

function roundStep(rough: number, unit: Unit): number {
  const isBytes = unit === "bytes" || unit === "bytes-per-second";
  const base = isBytes && rough >= 1 ? 1024 ** Math.floor(Math.log(rough) / Math.log(1024)) : 1;
  const scaled = rough / base;
  const power = 10 ** Math.floor(Math.log10(scaled));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= scaled * 0.999) ?? 10;
  return step * power * base;
}
