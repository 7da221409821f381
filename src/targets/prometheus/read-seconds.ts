/** `30s`, `1h30m`, or seconds alone → seconds; undefined for what is no duration, or none at all. */
export function readSeconds(written: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(written)) return Number(written) || undefined;
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== written) return undefined;
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (secondsOf[unit] ?? 0), 0) || undefined;
}

const secondsOf: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
