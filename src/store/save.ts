import type { OwedEffect } from "../incident/effect.ts";
import type { RecordedEvent } from "../incident/event.ts";
import type { Incident, Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import { oweEffects } from "./owe-effects.ts";
import type { Queryable } from "./pool.ts";

export interface Change {
  /** The version that was loaded; 0 for an incident being declared. */
  readonly from: number;
  readonly after: Incident;
  readonly recorded: readonly RecordedEvent[];
  readonly owed: readonly OwedEffect[];
  /** When its next clock strikes, in its own time, and how urgent that is. */
  readonly nextStrike?: { readonly at: Instant; readonly priority: number } | undefined;
}

/** Appends events, stores the state they lead to, and owes their effects, all in the caller's transaction. */
export async function save(tx: Queryable, { from, after, recorded, owed, nextStrike }: Change): Promise<void> {
  const saved = await ask(tx, from === 0 ? insertIncident : updateIncident, [
    ...columns(after),
    from,
    eventRows(recorded),
    nextStrike?.at ?? null,
    nextStrike?.priority ?? 0,
  ]);
  if (saved.length !== 1) throw new Error(`incident ${after.id} is no longer at version ${from}`);
  await oweEffects(tx, owed);
}

const columns = (incident: Incident): readonly unknown[] => [
  incident.id,
  incident.number,
  incident.version,
  JSON.stringify(incident),
  incident.service,
  incident.severity,
  incident.status,
  incident.isPrivate,
  incident.isDrill,
  incident.declaredAt,
  incident.resolvedAt ?? null,
  incident.channel?.id ?? null,
];

const eventRows = (recorded: readonly RecordedEvent[]): string =>
  JSON.stringify(
    recorded.map(({ version, at, event }) => ({
      version,
      at,
      kind: event.kind,
      by: "by" in event ? event.by : null,
      body: event,
    })),
  );

const events = `
  insert into incident_events (incident, version, at, kind, by, body)
  select saved.id, e.version, e.at, e.kind, e.by, e.body
  from saved, jsonb_to_recordset($14::jsonb) as e (version integer, at timestamptz, kind text, by text, body jsonb)`;

const insertIncident = `
with saved as (
  insert into incidents (id, number, version, state, service, severity, status, is_private, is_drill, declared_at, resolved_at, channel_id,
    next_strike_at, strike_priority)
  select $1::uuid, $2::bigint, $3::integer, $4::jsonb, $5, $6, $7, $8::boolean, $9::boolean, $10::timestamptz, $11::timestamptz, $12,
    $15::timestamptz, $16::smallint
  where $13 = 0
  returning id
), appended as (${events})
select id from saved`;

const updateIncident = `
with saved as (
  update incidents
  set number = $2, version = $3, state = $4, service = $5, severity = $6, status = $7, is_private = $8, is_drill = $9,
    declared_at = $10, resolved_at = $11, channel_id = $12, next_strike_at = $15, strike_priority = $16
  where id = $1 and version = $13
  returning id
), appended as (${events})
select id from saved`;
