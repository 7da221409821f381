/** Whether two writings of a setting are the same: Redis tells `2gb` as bytes, `YES` as yes and `Ex` as xE. */
export function isSameSetting(parameter: string, one: string, other: string): boolean {
  const written = byParameter[parameter.toLowerCase()] ?? canonicalWords;
  return written(one) === written(other);
}

/** `100kb` → `102400`; what is no size stays. */
export function canonicalSize(value: string): string {
  const [, number = "", unit = ""] = /^(\d+)([kmg]b?|b)$/i.exec(value) ?? [];
  const factor = units[unit.toLowerCase()];
  return factor === undefined ? value.toLowerCase() : String(Number(number) * factor);
}

const units: Readonly<Record<string, number>> = { b: 1, k: 1e3, kb: 2 ** 10, m: 1e6, mb: 2 ** 20, g: 1e9, gb: 2 ** 30 };

const canonicalWords = (value: string): string => value.split(/\s+/).map(canonicalSize).join(" ");

// Letters in any order, of which A stands for many.
const classesOfEvents = (value: string): string => [...new Set(value.replace("A", "g$lshzxetd"))].sort().join("");

const byParameter: Readonly<Record<string, (value: string) => string>> = { "notify-keyspace-events": classesOfEvents };
