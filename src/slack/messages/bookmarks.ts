import type { Link, Service } from "../../catalog/types.ts";
import { clamp, limits } from "../limits.ts";

export interface Bookmark {
  readonly title: string;
  readonly link: string;
  readonly emoji: string;
}

/** The service's links, in the order the catalog names them; one address is one bookmark. */
export function bookmarks(service: Service | undefined): readonly Bookmark[] {
  const byLink = new Map((service?.links ?? []).map((one) => [one.url, one]));
  return [...byLink.values()].map(({ kind, title, url }) => ({
    title: clamp(title, limits.bookmarkTitle),
    link: url,
    emoji: emoji[kind],
  }));
}

const emoji: Readonly<Record<Link["kind"], string>> = {
  dashboard: ":bar_chart:",
  logs: ":scroll:",
  metrics: ":chart_with_upwards_trend:",
  "status-page": ":vertical_traffic_light:",
  "war-room": ":telephone_receiver:",
  documentation: ":books:",
  runbook: ":notebook:",
  repository: ":package:",
  "on-call": ":pager:",
};
