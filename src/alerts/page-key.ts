/**
 * The dedup key of a page: our incident and the level that is called, so that any number of clicks, retries and restarts is
 * one page, and a webhook finds its way back. A level is a short word without a colon.
 */
export function pageKey(incidentId: string, level: string): string {
  return `incident:${incidentId}:${level}`;
}

/** The incident and level a key names; undefined for a key that is not ours. */
export function readPageKey(key: string): { readonly incidentId: string; readonly level: string } | undefined {
  const [, incidentId, level] = /^incident:([^:]+):([^:]+)$/.exec(key) ?? [];
  return incidentId !== undefined && level !== undefined ? { incidentId, level } : undefined;
}
