const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

const shortened: readonly (readonly [RegExp, string])[] = [
  [/^sec(ond)?s?$/, "s"],
  [/^min(ute)?s?$/, "m"],
  [/^hours?$/, "h"],
  [/^days?$/, "d"],
  [/^weeks?$/, "w"],
];

/**
 * A time as runbooks write it, in milliseconds since 1970: ISO 8601, seconds since 1970, `now`, or an age such as `15m`,
 * `-1 hour`, `2 days ago`. Undefined when it is none of these.
 */
export function readTime(written: string, now: number): number | undefined {
  const text = written.trim().toLowerCase();
  if (text === "now") return now;
  const age = /^-?\s*(\d+)\s*([a-z]+)(\s+ago)?$/.exec(text);
  if (age) {
    const seconds = units[shortUnit(age[2] ?? "")];
    return seconds === undefined ? undefined : now - Number(age[1]) * seconds * 1000;
  }
  if (/^\d{9,11}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const zoned = /(z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes("t") ? text : `${text}z`;
  const time = /^\d{4}-\d\d/.test(text) ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function shortUnit(word: string): string {
  return shortened.find(([shape]) => shape.test(word))?.[1] ?? word;
}
