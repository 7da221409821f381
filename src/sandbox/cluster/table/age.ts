/** How long, as kubectl prints it: two units at most, the larger the coarser. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (Number.isNaN(ms)) return "<unknown>";
  if (seconds < 0) return seconds < -1 ? "<invalid>" : "0s";
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return pair(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return pair(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (days < 8) return pair(days, "d", hours % 24, "h");
  if (days < 730) return `${days}d`;
  return days < 2920 ? pair(Math.floor(days / 365), "y", days % 365, "d") : `${Math.floor(days / 365)}y`;
}

/** Since a moment written as text; `<unknown>` when there is none. */
export const since = (moment: string, now: number): string => duration(now - Date.parse(moment));

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
