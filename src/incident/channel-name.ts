import type { Incident } from "./incident.ts";

const longestName = 80;

/**
 * The `attempt`-th name to try for the incident's channel: `inc-20261121-api-error-rate-at-37`, then `…-7` with the
 * incident's number, then `…-7-2`. At most 80 characters of a-z, 0-9, - and _, as Slack demands.
 */
export function channelName(
  incident: Pick<Incident, "title" | "declaredAt" | "number" | "isDrill" | "service">,
  attempt: number,
): string {
  const date = incident.declaredAt.slice(0, 10).replaceAll("-", "");
  const prefix = `${incident.isDrill ? "drill" : "inc"}-${date}-`;
  const suffix = attempt === 1 ? "" : attempt === 2 ? `-${incident.number}` : `-${incident.number}-${attempt - 1}`;
  const slug = slugOf(incident.title) || incident.service;
  return prefix + cut(slug, longestName - prefix.length - suffix.length) + suffix;
}

const slugOf = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

/** Ends at a word where one ends near the limit. */
function cut(slug: string, length: number): string {
  const limit = Math.min(length, 50);
  if (slug.length <= limit) return slug;
  const end = slug.lastIndexOf("-", limit);
  return slug.slice(0, end > limit / 2 ? end : limit).replace(/-+$/, "");
}
