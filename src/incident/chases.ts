import type { Instant } from "./incident.ts";
import { addMinutes } from "./instant.ts";

const dayMinutes = 24 * 60;
const lastHours = 6;

/** When a post-mortem is asked for next: daily from resolve, hourly in the last six hours, when it is overdue, and daily from then on. */
export function chases(resolvedAt: Instant, dueAt: Instant, after: Instant): Instant {
  const total = (Date.parse(dueAt) - Date.parse(resolvedAt)) / 60_000;
  const passed = (Date.parse(after) - Date.parse(resolvedAt)) / 60_000;
  return addMinutes(resolvedAt, nextMinute(total, passed));
}

function nextMinute(total: number, passed: number): number {
  if (passed >= total) return total + (Math.floor((passed - total) / dayMinutes) + 1) * dayMinutes;
  const hourlyFrom = Math.max(0, total - lastHours * 60);
  const daily = (Math.floor(passed / dayMinutes) + 1) * dayMinutes;
  if (passed < hourlyFrom) return Math.min(daily, hourlyFrom);
  return Math.min(total, hourlyFrom + (Math.floor((passed - hourlyFrom) / 60) + 1) * 60);
}
