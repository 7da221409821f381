/** One line of the table of `npm run bench`. */
export interface Row {
  readonly name: string;
  /** What was measured, against what. */
  readonly measure: string;
  /** By name, the unit last: `{"list ms": 0.4}`. */
  readonly figures: Readonly<Record<string, number>>;
  /** The figure that is aimed at, where it is one. Independent of how fast the machine is. */
  readonly ratio?: number;
  readonly aim: string;
  readonly isMet: boolean;
}

/** Nearest rank: `quantile(times, 0.99)`. NaN for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const rounded = (value: number): number => Number(value.toFixed(value < 10 ? 2 : 0));
