import type { Instant } from "./incident.ts";

export function addMinutes(at: Instant, minutes: number): Instant {
  return new Date(Date.parse(at) + Math.round(minutes * 60_000)).toISOString();
}

/** Whole minutes from one moment to the other, 0 if it lies before. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
}

export const later = (one: Instant, other: Instant): Instant => (isBefore(one, other) ? other : one);

export const isBefore = (one: Instant, other: Instant): boolean => Date.parse(one) < Date.parse(other);
