import type { Catalog } from "../catalog/types.ts";
import type { OwedRequestEffect, RequestEffect } from "./effect.ts";
import type { RecordedRequestEvent, RequestEvent } from "./event.ts";
import { askersFor } from "./policy.ts";
import type { ChangeRequest } from "./request.ts";

/** What the world is owed because of these events. `rank` is that of the incident's severity: 0 is the highest. */
export function oweForRequest(
  request: ChangeRequest,
  recorded: readonly RecordedRequestEvent[],
  catalog: Catalog,
  rank: number,
): readonly OwedRequestEffect[] {
  const owed = recorded.flatMap((one) => [...owedFor(request, one, catalog), ...owedToOrigin(request, one)]);
  return [...new Map(owed.map((one) => [keyOf(one.effect), one])).values()].map(({ effect, delayMs }) => ({
    request: request.id,
    effect,
    key: `${request.id}:${keyOf(effect)}`,
    priority: urgency(effect) * 10 + rank,
    delayMs,
  }));
}

interface Owed {
  readonly effect: RequestEffect;
  readonly delayMs: number;
}

/** What is over in a moment is not worth an edit of every message that shows it. */
const passingMs = 500;

/** When a change is read back after it ran: a round each. */
export const verifyAfterMs = [0, 60_000, 300_000];

function owedFor(request: ChangeRequest, { event, version }: RecordedRequestEvent, catalog: Catalog): readonly Owed[] {
  const show = soon({ kind: "show-request" });
  const showPassing: Owed = { effect: show.effect, delayMs: passingMs };
  const tell = (person: string): Owed => soon({ kind: "tell-person", person, version });
  switch (event.kind) {
    case "request-asked":
      return [soon({ kind: "preview-change", requester: event.by, entries: askersFor(request, catalog) }), show];
    case "act-asked": {
      const { by: person, act, entries } = event;
      return [soon({ kind: "look-up-voter", pending: version, person, act: act.kind, entries })];
    }
    case "act-refused":
      return [tell(event.by)];
    case "quorum-met":
      return [
        soon({ kind: "confirm-quorum", round: version, voters: event.voters, entries: event.entries }),
        showPassing,
      ];
    case "vote-dropped":
      return [tell(event.by), show];
    case "granted":
      return [...taking(request, tell), showPassing];
    case "glass-broken":
      return [...taking(request, tell), soon({ kind: "announce-break-glass" }), showPassing];
    case "run-started":
      return [showPassing];
    case "expired":
    case "voided":
    case "target-moved":
      // What comes back by itself is told by the change that it ends.
      return request.agreedBefore ? [show] : [tell(request.requester), show];
    case "more-needed":
    case "question-put":
    case "denied":
    case "revoked":
      return [tell(request.requester), show];
    case "question-answered": {
      const asker = request.questions[event.question]?.by;
      return [...(asker ? [tell(asker)] : []), show];
    }
    case "run-done":
      return [...verifying(request), ...noWayTold(request, tell), show];
    case "run-settled":
      return [...noWayTold(request, tell), show];
    case "back-due":
      return [soon({ kind: "bring-back" }), show];
    case "not-come-back":
      return [tell(request.requester), show];
    case "run-lost":
      return [soon({ kind: "inspect-change" }), tell(request.requester), show];
    case "review-reminded":
      return [soon({ kind: "remind-review", dueAt: event.nextAt }), show];
    case "plan-previewed":
    case "vote-counted":
    case "silence-escalated":
    case "withdrawn":
    case "run-failed":
    case "run-inspected":
    case "run-verified":
    case "came-back":
    case "reviewed":
      return [show];
    case "plan-opened":
    case "run-renewed":
      return [];
  }
}

/** Who takes an earlier change back tells it; what was to come back by itself tells how it ended, whatever the end. */
function owedToOrigin(
  { undoes, isDryRun, agreedBefore }: ChangeRequest,
  { event }: RecordedRequestEvent,
): readonly Owed[] {
  if (undoes === undefined || isDryRun) return [];
  const isEnd = agreedBefore ? ends.has(event.kind) : event.kind === "run-done" || event.kind === "run-settled";
  return isEnd ? [soon({ kind: "tell-origin" })] : [];
}

const ends: ReadonlySet<RequestEvent["kind"]> = new Set([
  ...(["run-done", "run-failed", "run-lost", "run-settled"] as const),
  ...(["voided", "expired", "target-moved", "denied"] as const),
]);

/** Where a secret is to be typed, the requester takes the grant by typing it; otherwise the executor does. */
const taking = ({ plan, requester }: ChangeRequest, tell: (person: string) => Owed): readonly Owed[] =>
  plan.asksFor.length > 0 ? [tell(requester)] : [soon({ kind: "run-change" })];

/** Nobody is to wait for what will not come back by itself. */
const noWayTold = ({ comeBack, requester }: ChangeRequest, tell: (person: string) => Owed): readonly Owed[] =>
  comeBack?.kind === "no-way" ? [tell(requester)] : [];

const verifying = ({ plan, isDryRun }: ChangeRequest): readonly Owed[] =>
  isDryRun || plan.risk === "sensitive"
    ? []
    : verifyAfterMs.map((delayMs, round) => ({ effect: { kind: "verify-change", round }, delayMs }));

const soon = (effect: RequestEffect): Owed => ({ effect, delayMs: 0 });

function keyOf(effect: RequestEffect): string {
  switch (effect.kind) {
    case "look-up-voter":
      return `look-up-${effect.pending}`;
    case "confirm-quorum":
      return `confirm-${effect.round}`;
    case "verify-change":
      return `verify-${effect.round}`;
    case "tell-person":
      return `tell-${effect.version}-${effect.person}`;
    case "remind-review":
      return `remind-review-${effect.dueAt}`;
    case "preview-change":
    case "run-change":
    case "inspect-change":
    case "show-request":
    case "announce-break-glass":
    case "bring-back":
    case "tell-origin":
      return effect.kind;
  }
}

function urgency(effect: RequestEffect): number {
  switch (effect.kind) {
    case "run-change":
    case "confirm-quorum":
    case "look-up-voter":
    case "announce-break-glass":
      return 1;
    case "preview-change":
    case "inspect-change":
    case "bring-back":
    case "tell-origin":
      return 2;
    case "show-request":
    case "tell-person":
      return 3;
    case "verify-change":
    case "remind-review":
      return 4;
  }
}
