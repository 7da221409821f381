import { readTime } from "../read-time.ts";

/** A time as `git log --since` takes it (`2 hours ago`, `2.days.ago`, `yesterday`, a date) as ISO time; undefined when it is none. */
export function readLogTime(written: string, now: number): string | undefined {
  const text = written
    .trim()
    .toLowerCase()
    .replace(/^(\d+)\.(\w+)\.ago$/, "$1 $2 ago");
  const days = daysAgo(text);
  const ms = days === undefined ? readTime(text, now) : now - days * 86_400_000;
  if (text === "today" || text === "midnight") return new Date(now - (now % 86_400_000)).toISOString();
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function daysAgo(text: string): number | undefined {
  if (text === "yesterday") return 1;
  if (text === "last week") return 7;
  const [, count, unit] = /^(\d{1,4}) (month|year)s?( ago)?$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(count) * (unit === "month" ? 30 : 365);
}
