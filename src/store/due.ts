import type { Incident, Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import { postgresNow } from "./now.ts";
import { oweEffects } from "./owe-effects.ts";
import type { Queryable } from "./pool.ts";
import type { Change } from "./save.ts";
import { planTicks } from "./ticks.ts";
import type { TimeScale } from "./time-scale.ts";

/** Incidents with a clock that is due, highest severity first, locked until the transaction ends. Those that are locked already are left out. */
export async function loadDue(
  tx: Queryable,
  time: TimeScale,
  limit: number,
): Promise<{ readonly incidents: readonly Incident[]; readonly now: Instant }> {
  const now = time.incidentTime(await postgresNow(tx));
  const rows = await ask<{ state: Incident }>(
    tx,
    `select state from incidents where next_strike_at <= $1::timestamptz
     order by strike_priority, next_strike_at limit $2 for update skip locked`,
    [now, limit],
  );
  return { incidents: rows.map(({ state }) => state), now };
}

/** Stores what strikes have changed, with what it owes, and plans the next tick of each: as `save`, for many. */
export async function saveStrikes(tx: Queryable, changes: readonly Change[], time: TimeScale): Promise<void> {
  const struck = changes.filter(({ recorded }) => recorded.length > 0);
  if (struck.length > 0) await ask(tx, updateMany, [JSON.stringify(struck.map(rowOf))]);
  await oweEffects(
    tx,
    struck.flatMap(({ owed }) => owed),
  );
  const ticks = changes.flatMap(({ after, nextStrike }) => (nextStrike ? [{ incident: after.id, ...nextStrike }] : []));
  await planTicks(tx, ticks, time);
}

const rowOf = ({ after, recorded, nextStrike }: Change) => ({
  id: after.id,
  version: after.version,
  state: after,
  next_strike_at: nextStrike?.at ?? null,
  strike_priority: nextStrike?.priority ?? 0,
  events: recorded.map(({ version, at, event }) => ({ version, at, kind: event.kind, body: event })),
});

// The rows are locked: nobody has changed them since they were loaded.
const updateMany = `
with changed as (
  select * from jsonb_to_recordset($1::jsonb) as c
    (id uuid, version integer, state jsonb, next_strike_at timestamptz, strike_priority smallint, events jsonb)
), saved as (
  update incidents set version = changed.version, state = changed.state,
    next_strike_at = changed.next_strike_at, strike_priority = changed.strike_priority
  from changed where incidents.id = changed.id
  returning incidents.id, changed.events
)
insert into incident_events (incident, version, at, kind, body)
select saved.id, e.version, e.at, e.kind, e.body
from saved, jsonb_to_recordset(saved.events) as e (version integer, at timestamptz, kind text, body jsonb)`;
