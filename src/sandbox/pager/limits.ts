/** Counts requests by minute; undefined `perMinute` counts nothing. Answers the seconds to wait, or 0. */
export function createMinuteLimit(perMinute: number | undefined, now: () => number): (key: string) => number {
  const minutes = new Map<string, { startedAt: number; count: number }>();
  return (key) => {
    if (perMinute === undefined) return 0;
    const at = now();
    const minute = minutes.get(key);
    if (!minute || at - minute.startedAt >= 60_000) {
      minutes.set(key, { startedAt: at, count: 1 });
      return 0;
    }
    minute.count += 1;
    return minute.count <= perMinute ? 0 : Math.ceil((minute.startedAt + 60_000 - at) / 1000);
  };
}
