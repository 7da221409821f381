import type { Json } from "../json.ts";
import type { PageTraffic } from "../page-state.ts";

const KEPT_ENTRIES = 500;
const KEPT_CHARACTERS = 20_000;

export interface Traffic {
  readonly entries: readonly PageTraffic[];
  record(direction: PageTraffic["direction"], what: string, outcome: string, body: Json): void;
}

/** What went between the app and the workspace, the newest 500. */
export function createTraffic(now: () => number): Traffic {
  const entries: PageTraffic[] = [];
  let lastId = 0;
  return {
    entries,
    record(direction, what, outcome, body) {
      lastId += 1;
      const text = JSON.stringify(body, undefined, 2) ?? "";
      const at = new Date(now()).toISOString();
      entries.push({ id: lastId, at, direction, what, outcome, body: text.slice(0, KEPT_CHARACTERS) });
      if (entries.length > KEPT_ENTRIES) entries.splice(0, entries.length - KEPT_ENTRIES);
    },
  };
}
