import type { Catalog } from "./catalog/types.ts";
import { nextStrike } from "./incident/clock.ts";
import type { Command } from "./incident/command.ts";
import { decide } from "./incident/decide.ts";
import type { Facts, Refusal } from "./incident/decision.ts";
import type { RecordedEvent } from "./incident/event.ts";
import { evolve } from "./incident/evolve.ts";
import type { Incident } from "./incident/incident.ts";
import { owe, severityRank } from "./incident/owe.ts";
import { eventsSince } from "./store/events.ts";
import { findIncident } from "./store/find-incident.ts";
import { claimDelivery, rememberOutcome, type StoredOutcome } from "./store/inbox.ts";
import { loadIncident } from "./store/load-incident.ts";
import { nextIncident } from "./store/next-incident.ts";
import { type Log, type Pool, type Queryable, withTransaction } from "./store/pool.ts";
import { save } from "./store/save.ts";
import { planTicks } from "./store/ticks.ts";
import { type TimeScale, unscaled } from "./store/time-scale.ts";

/** What became of a command. `events` is empty when the command asked for what was so already. */
export type FirstOutcome =
  | { readonly kind: "done"; readonly incident: Incident; readonly events: readonly RecordedEvent[] }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly incident?: Incident | undefined };

/** `repeated`: this delivery was handled before. Its outcome is told again, the incident as it is now. */
export type Outcome = FirstOutcome | { readonly kind: "repeated"; readonly first: FirstOutcome };

/**
 * Does what a command asks in one transaction: all of it is stored, with the effects it owes, or nothing. `delivery.key` names the
 * request that brought it (Slack's own id), so that a redelivery does nothing twice. Throws a `StoreFault` when Postgres cannot do it now.
 */
export type Handle = (command: Command, delivery?: { readonly key: string }) => Promise<Outcome>;

export interface HandleParts {
  readonly pool: Pool;
  readonly catalog: () => Catalog;
  /** A new UUID. */
  readonly newId: () => string;
  readonly log: Log;
  /** How the time of incidents runs; as Postgres's, unless said otherwise. */
  readonly time?: TimeScale | undefined;
}

// A person waits, and Slack waits 3 s: better to say that it did not work than to be late.
const limits = { lockTimeoutMs: 1_500, statementTimeoutMs: 2_000 };

export function createHandle({ pool, catalog, newId, log, time = unscaled }: HandleParts): Handle {
  return async (command, delivery) => {
    const outcome = await withTransaction(pool, limits, async (tx): Promise<Outcome> => {
      const before = delivery && (await claimDelivery(tx, delivery.key));
      if (before) return { kind: "repeated", first: await retell(tx, before) };
      const first = await handleWithin(tx, command, { catalog: catalog(), newId, time });
      if (delivery) await rememberOutcome(tx, delivery.key, brief(first));
      return first;
    });
    log.info(
      { command: command.kind, outcome: outcome.kind, incident: incidentOf(outcome)?.number },
      "handled a command",
    );
    return outcome;
  };
}

export interface DecidingParts extends Pick<HandleParts, "newId"> {
  readonly catalog: Catalog;
  readonly time: TimeScale;
}

/** Does what a command asks in a transaction that does more: all of it is stored with the rest, or nothing. */
export async function handleWithin(tx: Queryable, command: Command, parts: DecidingParts): Promise<FirstOutcome> {
  const { incident, facts } = await prepare(tx, command, parts);
  const { catalog, time } = parts;
  const decision = decide(incident, command, facts);
  if (decision.kind === "refused") return { kind: "refused", refusal: decision.refusal, incident };
  const from = incident?.version ?? 0;
  const recorded = decision.events.map((event, index) => ({ version: from + 1 + index, at: facts.now, event }));
  const after = recorded.reduce<Incident | undefined>(evolve, incident);
  if (!after) throw new Error(`${command.kind} was accepted for no incident`);
  const at = nextStrike(after);
  const next = at === undefined ? undefined : { at, priority: severityRank(after, catalog) };
  if (recorded.length > 0)
    await save(tx, { from, after, recorded, owed: owe(after, recorded, catalog), nextStrike: next });
  // The tick that asked is used up, whether it was in time or too early.
  const isPlanned = command.kind !== "tick" && incident !== undefined && at === nextStrike(incident);
  if (next && !isPlanned) await planTicks(tx, [{ incident: after.id, ...next }], time);
  return { kind: "done", incident: after, events: recorded };
}

async function prepare(
  tx: Queryable,
  command: Command,
  { catalog, newId, time }: DecidingParts,
): Promise<{ readonly incident: Incident | undefined; readonly facts: Facts }> {
  if (command.kind === "declare") {
    const { number, now: postgres } = await nextIncident(tx);
    const now = time.incidentTime(postgres);
    return { incident: undefined, facts: { now, catalog, since: [], newId: newId(), newNumber: number } };
  }
  const { incident, now: postgres } = await loadIncident(tx, command.incident);
  const now = time.incidentTime(postgres);
  const seen = "seen" in command ? command.seen : undefined;
  const isOld = incident !== undefined && seen !== undefined && seen < incident.version;
  const since = isOld ? await eventsSince(tx, incident.id, seen) : [];
  return { incident, facts: { now, catalog, since, newId: "", newNumber: 0 } };
}

function brief(outcome: FirstOutcome): StoredOutcome {
  switch (outcome.kind) {
    case "done": {
      const { id, version } = outcome.incident;
      return { kind: "done", incident: id, after: version - outcome.events.length, until: version };
    }
    case "refused":
      return { kind: "refused", refusal: outcome.refusal, incident: outcome.incident?.id };
  }
}

async function retell(tx: Queryable, stored: StoredOutcome): Promise<FirstOutcome> {
  const incident = stored.incident === undefined ? undefined : await findIncident(tx, stored.incident);
  if (stored.kind === "refused") return { kind: "refused", refusal: stored.refusal, incident };
  if (!incident) throw new Error(`incident ${stored.incident} was handled and is gone`);
  return { kind: "done", incident, events: await eventsSince(tx, incident.id, stored.after, stored.until) };
}

const incidentOf = (outcome: Outcome): Incident | undefined =>
  outcome.kind === "repeated" ? outcome.first.incident : outcome.incident;
