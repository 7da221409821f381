import type { PersonId } from "../incident/incident.ts";
import { addMinutes, isBefore } from "../incident/instant.ts";
import { accept, type RequestDecision, type RequestFacts } from "./decision.ts";
import type { RequestEvent } from "./event.ts";
import { evolveRequest } from "./evolve.ts";
import { minutes } from "./limits.ts";
import { objection } from "./objection.ts";
import { approversNow, stillStands } from "./policy.ts";
import type { ChangeRequest, Membership, Pending } from "./request.ts";
import { whyNoMore, whyNot } from "./why-not.ts";

/** Who pressed is known now. Whatever has happened since they pressed counts, too. An answer nobody waits for any more does nothing. */
export function decideMembership(
  request: ChangeRequest,
  version: number,
  membership: Membership,
  facts: RequestFacts,
): RequestDecision {
  const { catalog, now } = facts;
  const pending = request.pending.find((one) => one.version === version);
  if (!pending) return accept();
  const { person, act } = pending;
  const refused = (why: string): RequestEvent => ({ kind: "act-refused", by: person, act: act.kind, why });
  if (membership.kind !== "member") return accept(refused(whyNot(membership)));
  const why = objection(request, person, act, facts);
  if (why) return accept(refused(why.text));
  const policy = act.kind === "approve" || act.kind === "break-glass" ? stillStands(request, catalog, now) : stands;
  if (policy.kind === "void") return accept({ kind: "voided", reason: policy.reason });
  if (policy.kind === "stands" || act.kind !== "approve" || request.state.kind !== "open")
    return accept(...counted(request, pending, membership.as, facts));
  const more: RequestEvent = { kind: "more-needed", needed: policy.needed, until: request.state.until };
  const after = evolveRequest(request, { version: request.version + 1, at: now, event: more });
  return accept(more, ...counted(after, pending, membership.as, facts));
}

const stands = { kind: "stands" } as const;

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
  const { state, votes } = request;
  const { now, catalog, stopped } = facts;
  if (state.kind !== "open" || state.confirming?.round !== round) return accept();
  if (!isBefore(now, state.until)) return accept({ kind: "expired", what: "request" });
  if (stopped) return accept({ kind: "voided", reason: stopped });
  const policy = stillStands(request, catalog, now);
  if (policy.kind === "void") return accept({ kind: "voided", reason: policy.reason });
  const isMore = policy.kind === "needs-more";
  const needed = isMore ? policy.needed : request.needed;
  const more: readonly RequestEvent[] = isMore ? [{ kind: "more-needed", needed, until: state.until }] : [];
  const asked = state.confirming.voters.filter((voter) => votes.some(({ person }) => person === voter));
  const answers = asked.map((person) => ({ person, membership: own(memberships, person) ?? notAnswered }));
  const people = answers.flatMap(({ person, membership }) =>
    membership.kind === "member" ? [{ person, as: membership.as }] : [],
  );
  if (people.length >= needed.count)
    return accept(...more, { kind: "granted", until: addMinutes(now, minutes.grant), people });
  const dropped = answers.flatMap(({ person: by, membership }): readonly RequestEvent[] =>
    membership.kind === "member" ? [] : [{ kind: "vote-dropped", by, why: whyNoMore(membership) }],
  );
  // Who voted while the others were looked up is looked up with those that are left.
  const left = votes
    .map(({ person }) => person)
    .filter((person) => !asked.includes(person) || people.some((one) => one.person === person));
  return accept(...more, ...dropped, ...(left.length >= needed.count ? [quorumMet(request, left)] : []));
}

const notAnswered: Membership = { kind: "unknown", reason: "nobody answered" };

function own<V>(all: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(all, key) ? all[key] : undefined;
}
