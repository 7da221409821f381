import { createHash } from "node:crypto";

const longest = 150;

/**
 * What a page is known by in the pager: our incident and the page's own key, so that any number of clicks, retries and restarts is one
 * page, and a webhook finds its way back. At most 255 characters, whatever a level is called.
 */
export function pageKey(incidentId: string, key: string): string {
  const encoded = encodeURIComponent(key);
  const short = encoded.length <= longest ? encoded : createHash("sha256").update(key).digest("hex");
  return `incident:${incidentId}:${short}`;
}

/** The incident that a key of the pager names; undefined for a key that is not ours. */
export function incidentOfPageKey(key: string): string | undefined {
  return /^incident:([^:]+):[^:]+$/.exec(key)?.[1];
}
