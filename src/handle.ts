import type { Catalog } from "./catalog/types.ts";
import type { Command } from "./incident/command.ts";
import { decide } from "./incident/decide.ts";
import type { Facts, Refusal } from "./incident/decision.ts";
import type { RecordedEvent } from "./incident/event.ts";
import { evolve } from "./incident/evolve.ts";
import type { Incident } from "./incident/incident.ts";
import { owe } from "./incident/owe.ts";
import { eventsSince } from "./store/events.ts";
import { findIncident } from "./store/find-incident.ts";
import { claimDelivery, rememberOutcome, type StoredOutcome } from "./store/inbox.ts";
import { loadIncident } from "./store/load-incident.ts";
import { nextIncident } from "./store/next-incident.ts";
import { type Log, type Pool, type Queryable, withTransaction } from "./store/pool.ts";
import { save } from "./store/save.ts";

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
}

// A person waits, and Slack waits 3 s: better to say that it did not work than to be late.
const limits = { lockTimeoutMs: 1_500, statementTimeoutMs: 2_000 };

export function createHandle({ pool, catalog, newId, log }: HandleParts): Handle {
  return async (command, delivery) => {
    const outcome = await withTransaction(pool, limits, async (tx): Promise<Outcome> => {
      const before = delivery && (await claimDelivery(tx, delivery.key));
      if (before) return { kind: "repeated", first: await retell(tx, before) };
      const first = await handleFirst(tx, command, catalog(), newId);
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

async function handleFirst(
  tx: Queryable,
  command: Command,
  catalog: Catalog,
  newId: () => string,
): Promise<FirstOutcome> {
  const { incident, facts } = await prepare(tx, command, catalog, newId);
  const decision = decide(incident, command, facts);
  if (decision.kind === "refused") return { kind: "refused", refusal: decision.refusal, incident };
  const from = incident?.version ?? 0;
  const recorded = decision.events.map((event, index) => ({ version: from + 1 + index, at: facts.now, event }));
  const after = recorded.reduce<Incident | undefined>(evolve, incident);
  if (!after) throw new Error(`${command.kind} was accepted for no incident`);
  if (recorded.length > 0) await save(tx, { from, after, recorded, owed: owe(after, recorded, catalog) });
  return { kind: "done", incident: after, events: recorded };
}

async function prepare(
  tx: Queryable,
  command: Command,
  catalog: Catalog,
  newId: () => string,
): Promise<{ readonly incident: Incident | undefined; readonly facts: Facts }> {
  if (command.kind === "declare") {
    const { number, now } = await nextIncident(tx);
    return { incident: undefined, facts: { now, catalog, since: [], newId: newId(), newNumber: number } };
  }
  const { incident, now } = await loadIncident(tx, command.incident);
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
