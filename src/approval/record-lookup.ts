import type { PersonId } from "../incident/incident.ts";
import { addMinutes, isBefore } from "../incident/instant.ts";
import { accept, type RequestDecision, type RequestFacts } from "./decision.ts";
import type { RequestEvent } from "./event.ts";
import { minutes } from "./limits.ts";
import { objection } from "./objection.ts";
import { approversNow, rulesMoved } from "./policy.ts";
import type { ChangeRequest, Membership, Pending } from "./request.ts";
import { whyNot } from "./why-not.ts";

/** Who pressed is known now. Whatever has happened since they pressed counts, too. An answer nobody waits for any more does nothing. */
export function decideMembership(
  request: ChangeRequest,
  version: number,
  membership: Membership,
  facts: RequestFacts,
): RequestDecision {
  const pending = request.pending.find((one) => one.version === version);
  if (!pending) return accept();
  const { person, act } = pending;
  const refused = (why: string): RequestEvent => ({ kind: "act-refused", by: person, act: act.kind, why });
  if (membership.kind !== "member") return accept(refused(whyNot(membership)));
  const why = objection(request, person, act, facts);
  if (why) return accept(refused(why.text));
  const moved = act.kind === "approve" || act.kind === "break-glass" ? rulesMoved(request, facts.catalog) : undefined;
  if (moved) return accept({ kind: "voided", reason: moved });
  return accept(...counted(request, pending, membership.as, facts));
}

function counted(
  request: ChangeRequest,
  { person: by, act }: Pending,
  as: string | undefined,
  { now }: RequestFacts,
): readonly RequestEvent[] {
  switch (act.kind) {
    case "approve": {
      const voters = [...request.votes.map(({ person }) => person), by];
      const isConfirming = request.state.kind === "open" && request.state.confirming !== undefined;
      const isEnough = voters.length >= request.needed.count && !isConfirming;
      return [{ kind: "vote-counted", by, as }, ...(isEnough ? [quorumMet(request, voters)] : [])];
    }
    case "deny":
      return [{ kind: "denied", by, as, reason: act.reason }];
    case "break-glass": {
      const reviewDueAt = addMinutes(now, minutes.review);
      return [{ kind: "glass-broken", by, as, reason: act.reason, until: addMinutes(now, minutes.grant), reviewDueAt }];
    }
    case "settle":
      return [{ kind: "run-settled", by, as, wasDone: act.wasDone, text: act.text }];
    case "review":
      return [{ kind: "reviewed", by, as, text: act.text }];
  }
}

const quorumMet = (request: ChangeRequest, voters: readonly PersonId[]): RequestEvent => ({
  kind: "quorum-met",
  voters,
  entries: approversNow(request),
});

/** Everybody who voted was looked up once more: the grant is given, or those who may not any more are dropped. */
export function decideQuorum(
  request: ChangeRequest,
  round: number,
  memberships: Readonly<Record<PersonId, Membership>>,
  facts: RequestFacts,
): RequestDecision {
  const { state, needed, votes } = request;
  const { now, catalog, stopped } = facts;
  if (state.kind !== "open" || state.confirming?.round !== round) return accept();
  if (!isBefore(now, state.until)) return accept({ kind: "expired", what: "request" });
  const reason = stopped ?? rulesMoved(request, catalog);
  if (reason) return accept({ kind: "voided", reason });
  const asked = state.confirming.voters.filter((voter) => votes.some(({ person }) => person === voter));
  const answers = asked.map((person) => ({ person, membership: own(memberships, person) ?? notAnswered }));
  const people = answers.flatMap(({ person, membership }) =>
    membership.kind === "member" ? [{ person, as: membership.as }] : [],
  );
  if (people.length >= needed.count) return accept({ kind: "granted", until: addMinutes(now, minutes.grant), people });
  const dropped = answers.flatMap(({ person: by, membership }): readonly RequestEvent[] =>
    membership.kind === "member" ? [] : [{ kind: "vote-dropped", by, why: whyNot(membership) }],
  );
  // Who voted while the others were looked up is looked up with those that are left.
  const left = votes
    .map(({ person }) => person)
    .filter((person) => !asked.includes(person) || people.some((one) => one.person === person));
  return accept(...dropped, ...(left.length >= needed.count ? [quorumMet(request, left)] : []));
}

const notAnswered: Membership = { kind: "unknown", reason: "nobody answered" };

function own<V>(all: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(all, key) ? all[key] : undefined;
}
