import { auditEntries } from "./approval/audit-entry.ts";
import { changeNews } from "./approval/change-news.ts";
import type { RequestCommand } from "./approval/command.ts";
import { deadlines } from "./approval/deadline.ts";
import { decideRequest } from "./approval/decide.ts";
import type { RequestFacts, RequestRefusal } from "./approval/decision.ts";
import type { RecordedRequestEvent } from "./approval/event.ts";
import { evolveRequest } from "./approval/evolve.ts";
import { sayFreeze } from "./approval/freeze.ts";
import { oweForRequest } from "./approval/owe.ts";
import type { ChangeRequest } from "./approval/request.ts";
import type { Catalog } from "./catalog/types.ts";
import { handleWithin } from "./handle.ts";
import type { Instant } from "./incident/incident.ts";
import { severityRank } from "./incident/owe.ts";
import { appendAudit } from "./store/audit.ts";
import { findIncident } from "./store/find-incident.ts";
import { freezeOver } from "./store/freezes.ts";
import { claimDelivery, rememberOutcome } from "./store/inbox.ts";
import { type Log, type Pool, type Queryable, withTransaction } from "./store/pool.ts";
import { findRequest, loadRequest, requestEvents, saveRequest } from "./store/requests.ts";
import { oweChangeEffects, planRequestTick } from "./store/requests-jobs.ts";
import { freeTarget, takeTarget } from "./store/target-locks.ts";
import { type TimeScale, unscaled } from "./store/time-scale.ts";

/** What became of a command. `events` is empty when it asked for what was so already. */
export type FirstRequestOutcome =
  | {
      readonly kind: "done";
      readonly request: ChangeRequest;
      readonly events: readonly RecordedRequestEvent[];
    }
  | {
      readonly kind: "refused";
      readonly refusal: RequestRefusal;
      readonly request?: ChangeRequest | undefined;
    };

/** `repeated`: this delivery was handled before. Its outcome is told again, the request as it is now. */
export type RequestOutcome = FirstRequestOutcome | { readonly kind: "repeated"; readonly first: FirstRequestOutcome };

/**
 * Does what a command asks of a request for a change, in one transaction: events, state, the lines of the incident's story, what is
 * owed and the audit are stored together or not at all. Throws a `StoreFault` when Postgres cannot do it now.
 */
export type HandleRequest = (command: RequestCommand, delivery?: { readonly key: string }) => Promise<RequestOutcome>;

export interface HandleRequestParts {
  readonly pool: Pool;
  readonly catalog: () => Catalog;
  readonly newId: () => string;
  readonly log: Log;
  readonly time?: TimeScale | undefined;
  /** Of the audit; without it nothing can be asked for. */
  readonly auditKey: string | undefined;
  readonly changes: "on" | "off";
}

// A person waits, and Slack waits 3 s.
const limits = { lockTimeoutMs: 1_500, statementTimeoutMs: 2_000 };

export function createHandleRequest(parts: HandleRequestParts): HandleRequest {
  const { pool, log } = parts;
  return async (command, delivery) => {
    const key = delivery && `request:${delivery.key}`;
    const outcome = await withTransaction(pool, limits, async (tx): Promise<RequestOutcome> => {
      const before = key === undefined ? undefined : await claimDelivery<Stored>(tx, key);
      if (before) return { kind: "repeated", first: await retell(tx, before) };
      const first = await handleFirst(tx, command, parts);
      if (key !== undefined) await rememberOutcome<Stored>(tx, key, brief(first));
      return first;
    });
    log.info({ command: command.kind, outcome: outcome.kind }, "handled a command to a request");
    return outcome;
  };
}

async function handleFirst(
  tx: Queryable,
  command: RequestCommand,
  parts: HandleRequestParts,
): Promise<FirstRequestOutcome> {
  const { auditKey, time = unscaled } = parts;
  if (auditKey === undefined) return { kind: "refused", refusal: { code: "changes-stopped", text: noKey } };
  const catalog = parts.catalog();
  const { request, postgres } = await loadRequest(tx, "request" in command ? command.request : undefined);
  const holder =
    request && command.kind === "start-run" ? await takeTarget(tx, request.plan.target, request.id) : undefined;
  const facts = await factsFor(tx, command, request, { ...parts, catalog, postgres, holder });
  const decision = decideRequest(request, command, facts);
  if (decision.kind === "refused") {
    // A refusal is an outcome that is stored, too: what was taken before deciding is given back in the same transaction.
    if (command.kind === "start-run") await freeWhenOver(tx, request);
    return { kind: "refused", refusal: decision.refusal, request };
  }
  const from = request?.version ?? 0;
  const recorded = decision.events.map((event, index) => ({ version: from + 1 + index, at: facts.now, event }));
  const after = recorded.reduce<ChangeRequest | undefined>(evolveRequest, request);
  if (!after) throw new Error(`${command.kind} was accepted for no request`);
  // Both by the same scale: it may change while this is stored.
  const [tickBefore, nextTick] = [request && nextTickOf(request, time), nextTickOf(after, time)];
  if (recorded.length > 0)
    await save(tx, { from, after, recorded, nextTick, catalog, facts, newId: parts.newId, time });
  const isPlanned = command.kind !== "tick" && request !== undefined && nextTick === tickBefore;
  if (nextTick !== undefined && !isPlanned) await planRequestTick(tx, after.id, nextTick);
  await appendAudit(tx, auditEntries(after, recorded, catalog), auditKey);
  return { kind: "done", request: after, events: recorded };
}

const noKey = "Changes are switched off here: there is no AUDIT_KEY. Ask the people who run Incident Commander.";
const off = "Changes are switched off (CHANGES=off). Ask the people who run Incident Commander.";

async function factsFor(
  tx: Queryable,
  command: RequestCommand,
  request: ChangeRequest | undefined,
  {
    catalog,
    postgres,
    holder,
    newId,
    changes,
    time = unscaled,
  }: Omit<HandleRequestParts, "catalog"> & {
    readonly catalog: Catalog;
    readonly postgres: Instant;
    readonly holder: string | undefined;
  },
): Promise<RequestFacts> {
  const origin = command.kind === "bring-back" ? await findRequest(tx, command.origin) : undefined;
  const service = command.kind === "ask" ? command.service : request?.plan.service;
  const granted = request?.state.kind === "granted" ? request.state.at : undefined;
  // What comes back by itself ends what was made before the freeze.
  const isHeld = service !== undefined && !request?.agreedBefore;
  const freeze = isHeld ? await freezeOver(tx, service, granted) : undefined;
  const incident = command.kind === "ask" ? command.incident : (request ?? origin)?.incident;
  return {
    now: time.incidentTime(postgres),
    postgres,
    catalog,
    incident: await findIncident(tx, incident ?? ""),
    origin,
    newId: command.kind === "ask" || command.kind === "bring-back" ? newId() : "",
    stopped: changes === "off" ? off : freeze && sayFreeze(freeze),
    targetHeldBy: holder,
  };
}

interface Saving {
  readonly from: number;
  readonly after: ChangeRequest;
  readonly recorded: readonly RecordedRequestEvent[];
  readonly nextTick: Instant | undefined;
  readonly catalog: Catalog;
  readonly facts: RequestFacts;
  readonly newId: () => string;
  readonly time: TimeScale;
}

async function save(tx: Queryable, saving: Saving): Promise<void> {
  const { after, recorded, catalog, newId, time } = saving;
  await saveRequest(tx, saving);
  await freeWhenOver(tx, after);
  for (const { event } of recorded) {
    const change = changeNews(after, event);
    const told = { kind: "record-change", incident: after.incident } as const;
    if (change) await handleWithin(tx, { ...told, change }, { catalog, newId, time });
  }
  const incident = await findIncident(tx, after.incident);
  const rank = incident ? severityRank(incident, catalog) : 9;
  await oweChangeEffects(tx, oweForRequest(after, recorded, catalog, rank));
}

/** "The lock ends with the run": one whose outcome is unknown has not ended for anybody who would change the same. */
async function freeWhenOver(tx: Queryable, request: ChangeRequest | undefined): Promise<void> {
  if (!request || request.state.kind === "running" || request.state.kind === "outcome-unknown") return;
  await freeTarget(tx, request.plan.target, request.id);
}

/** The earliest of its deadlines, by Postgres's clock. */
function nextTickOf(request: ChangeRequest, time: TimeScale): Instant | undefined {
  return deadlines(request)
    .map(({ at, clock }) => (clock === "postgres" ? at : time.realTime(at)))
    .reduce<Instant | undefined>((first, at) => (first === undefined || at < first ? at : first), undefined);
}

/** As small as it can be told again. */
type Stored =
  | { readonly kind: "done"; readonly request: string; readonly after: number; readonly until: number }
  | { readonly kind: "refused"; readonly refusal: RequestRefusal; readonly request?: string | undefined };

function brief(outcome: FirstRequestOutcome): Stored {
  if (outcome.kind === "refused") return { kind: "refused", refusal: outcome.refusal, request: outcome.request?.id };
  const { id, version } = outcome.request;
  return { kind: "done", request: id, after: version - outcome.events.length, until: version };
}

async function retell(tx: Queryable, stored: Stored): Promise<FirstRequestOutcome> {
  const request = stored.request === undefined ? undefined : await findRequest(tx, stored.request);
  if (stored.kind === "refused") return { kind: "refused", refusal: stored.refusal, request };
  if (!request) throw new Error(`request ${stored.request} was handled and is gone`);
  return { kind: "done", request, events: await requestEvents(tx, request.id, stored.after, stored.until) };
}
