export interface Ids {
  /** A Slack-looking identifier: the prefix and ten characters. */
  next(prefix: string): string;
  /** A message timestamp, always later than the one before. */
  ts(): string;
  /** A running number. */
  number(): number;
}

/** Identifiers that never repeat in one workspace. `now` in milliseconds. */
export function createIds(now: () => number): Ids {
  let counter = 0;
  let lastMicros = 0;
  return {
    next(prefix) {
      counter += 1;
      return `${prefix}0${counter.toString(36).toUpperCase().padStart(9, "0")}`;
    },
    ts() {
      lastMicros = Math.max(lastMicros + 1, Math.floor(now()) * 1000);
      return formatTs(lastMicros);
    },
    number() {
      counter += 1;
      return counter;
    },
  };
}

function formatTs(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, "0")}`;
}
