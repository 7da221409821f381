/**
 * A hole stands in a parsed command for a value that is not known yet: `<pod>`, `$NS`, `TASK_ARN`.
 * It is a word of small letters and digits, so every grammar it passes through (shell, SQL, JSON, PromQL) keeps it whole.
 */
export function hole(index: number): string {
  return `zhole${index}z`;
}

/** Whether a value still holds a hole. Risk functions treat such a value as the worst it could become. */
export function hasHole(value: string): boolean {
  return /zhole\d+z/.test(value);
}

/** Whether a value is a hole and nothing else. */
export function isHole(value: string): boolean {
  return /^zhole\d+z$/.test(value);
}

/** Every string inside a value with its holes replaced by what `fill` says of their index. */
export function fillHoles(value: string, fill: (index: number) => string): string;
export function fillHoles(value: unknown, fill: (index: number) => string): unknown;
export function fillHoles(value: unknown, fill: (index: number) => string): unknown {
  if (typeof value === "string") return value.replace(/zhole(\d+)z/g, (_, index) => fill(Number(index)));
  if (Array.isArray(value)) return value.map((item: unknown) => fillHoles(item, fill));
  if (value === null || typeof value !== "object") return value;
  const pairs = Object.entries(value).map(([key, item]) => [fillHoles(key, fill), fillHoles(item, fill)]);
  return Object.fromEntries(pairs);
}
