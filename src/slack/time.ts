import type { Instant } from "../incident/incident.ts";

/** `2026-11-21 13:05 UTC`, for readers whose Slack cannot draw dates and for texts that leave Slack. */
export function utc(at: Instant): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** `13:05 UTC`. */
export function utcTime(at: Instant): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}

/** `2026-11-21T13:05:00Z`. */
export function isoSeconds(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function unixSeconds(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000);
}

/** A moment in the reader's own zone, for mrkdwn: "Today at 14:05". */
export function localTime(at: Instant): string {
  return `<!date^${unixSeconds(at)}^{date_short_pretty} at {time}|${utc(at)}>`;
}

/** The same without the day: "14:05". For what is near. */
export function localClock(at: Instant): string {
  return `<!date^${unixSeconds(at)}^{time}|${utcTime(at)}>`;
}

/** `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`: two units at most. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

export const minutesWords = (minutes: number): string => durationWords(minutes * 60_000);
