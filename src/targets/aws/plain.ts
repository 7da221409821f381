/** An answer of AWS as JSON: times are ISO text, bytes are base64, nothing is undefined. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

export function toPlain(value: unknown): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Date) return isoTime(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object") return String(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== "$metadata" && inner !== undefined)
      .map(([key, inner]) => [key, toPlain(inner)]),
  );
}

/** As the command line of AWS writes a time: `2026-11-21T15:30:00+00:00`, with microseconds only when there are some. */
export function isoTime(time: Date): string {
  const [seconds = "", milliseconds = "000Z"] = time.toISOString().split(".");
  const fraction = milliseconds.slice(0, 3);
  return `${seconds}${fraction === "000" ? "" : `.${fraction}000`}+00:00`;
}

export function isRecord(value: Plain | undefined): value is { [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
