import type { Catalog } from "./catalog/types.ts";
import { nextStrike } from "./incident/clock.ts";
import { evolve } from "./incident/evolve.ts";
import type { Incident, Instant } from "./incident/incident.ts";
import { owe, severityRank } from "./incident/owe.ts";
import { strikes } from "./incident/strike.ts";
import { loadDue, saveStrikes } from "./store/due.ts";
import { type Pool, withTransaction } from "./store/pool.ts";
import type { Change } from "./store/save.ts";
import type { TimeScale } from "./store/time-scale.ts";

/**
 * Strikes what is due of many incidents in one transaction, higher severities first: when thousands are due in the same second, each
 * by itself would take too long. Returns the incidents whose next tick is planned; there may be more of them due.
 */
export type StrikeDue = () => Promise<ReadonlySet<string>>;

export interface StrikeDueParts {
  readonly pool: Pool;
  readonly catalog: () => Catalog;
  readonly time: TimeScale;
}

// As many as are struck within a fraction of a second, so that nobody who acts on one of them waits for its lock.
const atOnce = 50;
const limits = { lockTimeoutMs: 1_500, statementTimeoutMs: 5_000 };

export function createStrikeDue({ pool, catalog, time }: StrikeDueParts): StrikeDue {
  return () =>
    withTransaction(pool, limits, async (tx) => {
      const { incidents, now } = await loadDue(tx, time, atOnce);
      const policy = catalog();
      const changes = incidents.map((incident) => changeOf(incident, now, policy));
      await saveStrikes(tx, changes, time);
      return new Set(incidents.map(({ id }) => id));
    });
}

function changeOf(incident: Incident, now: Instant, catalog: Catalog): Change {
  const from = incident.version;
  const recorded = strikes(incident, now).map((event, index) => ({ version: from + 1 + index, at: now, event }));
  const after = recorded.reduce(evolve, incident);
  const at = nextStrike(after);
  const next = at === undefined ? undefined : { at, priority: severityRank(after, catalog) };
  return { from, after, recorded, owed: owe(after, recorded, catalog), nextStrike: next };
}
