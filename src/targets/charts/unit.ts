/** What the values of a chart count. A ratio is shown in percent; bytes in powers of 1024. */
export type Unit = "ratio" | "percent" | "seconds" | "bytes" | "bytes-per-second" | "per-second" | "number";

/** A value as a person says it: `37.2 %`, `420 ms`, `1.5 GiB`, `12.3/s`. */
export function sayValue(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  switch (unit) {
    case "ratio":
      return `${rounded(value * 100)} %`;
    case "percent":
      return `${rounded(value)} %`;
    case "seconds":
      return saySeconds(value);
    case "bytes":
      return sayBytes(value);
    case "bytes-per-second":
      return `${sayBytes(value)}/s`;
    case "per-second":
      return `${sayNumber(value)}/s`;
    case "number":
      return sayNumber(value);
  }
}

function saySeconds(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0 s";
  if (size < 1e-3) return `${rounded(value * 1e6)} µs`;
  if (size < 1) return `${rounded(value * 1e3)} ms`;
  if (size < 600) return `${rounded(value)} s`;
  if (size < 36_000) return `${rounded(value / 60)} min`;
  return size < 864_000 ? `${rounded(value / 3600)} h` : `${rounded(value / 86_400)} d`;
}

function sayBytes(value: number): string {
  const power = powerOf(value, 1024, 5);
  return `${rounded(value / 1024 ** power)} ${["B", "KiB", "MiB", "GiB", "TiB", "PiB"][power]}`;
}

function sayNumber(value: number): string {
  if (Math.abs(value) < 10_000) return rounded(value);
  const power = powerOf(value, 1000, 4);
  return `${rounded(value / 1000 ** power)}${["", "k", "M", "G", "T"][power]}`;
}

function powerOf(value: number, base: number, most: number): number {
  const size = Math.abs(value);
  return size < base ? 0 : Math.min(most, Math.floor(Math.log(size) / Math.log(base) + 1e-9));
}

// Three digits that count; whole numbers below ten thousand stay whole.
function rounded(value: number): string {
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
