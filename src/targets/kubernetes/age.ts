/** Time since an instant as kubectl prints it: `45s`, `5m10s`, `3h20m`, `2d`. `<unknown>` without one. */
export function ageOf(instant: string | undefined, now: Date): string {
  const at = Date.parse(instant ?? "");
  return Number.isNaN(at) ? "<unknown>" : durationWords(Math.floor((now.getTime() - at) / 1000));
}

/** Seconds as kubectl prints a duration. */
export function durationWords(seconds: number): string {
  if (seconds < -1) return "<invalid>";
  if (seconds < 120) return `${Math.max(seconds, 0)}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return pair(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return pair(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) return pair(days, "d", hours % 24, "h");
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return days < 2920 ? pair(years, "y", days % 365, "d") : `${years}y`;
}

function pair(first: number, unit: string, second: number, smaller: string): string {
  return second === 0 ? `${first}${unit}` : `${first}${unit}${second}${smaller}`;
}

/** `1h30m`, `10m`, `500ms` in milliseconds; 0 for what is no duration. */
export function durationMs(written: string): number {
  const units: Readonly<Record<string, number>> = {
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
    w: 604_800_000,
  };
  return [...written.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)].reduce(
    (sum, [, amount, unit = "s"]) => sum + Number(amount) * (units[unit] ?? 0),
    0,
  );
}
