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
