import type { PersonId } from "../incident/incident.ts";
import { evolveBack } from "./come-back.ts";
import type { RecordedRequestEvent, RequestEvent } from "./event.ts";
import { evolveRun, isRunEvent } from "./evolve-run.ts";
import type { ChangeRequest } from "./request.ts";

/** Folds one event into the state. The first event of a request is that it was asked; anything else first is a bug. */
export function evolveRequest(request: ChangeRequest | undefined, recorded: RecordedRequestEvent): ChangeRequest {
  const { event, at, version } = recorded;
  if (event.kind === "request-asked") return asked(recorded, event);
  if (!request) throw new Error(`the first event of a request is that it was asked, not ${event.kind}`);
  const next = { ...request, version };
  if (isRunEvent(event)) return evolveRun(next, event, at);
  switch (event.kind) {
    case "plan-previewed": {
      const { preview, hash, file, until } = event;
      return { ...next, preview, hash, file, state: { kind: "open", since: at, until } };
    }
    case "act-asked": {
      const pending = { person: event.by, act: event.act, version };
      return { ...next, pending: [...withoutPending(next, event.by), pending] };
    }
    case "act-refused":
      return { ...next, pending: withoutPending(next, event.by) };
    case "vote-counted": {
      const vote = { person: event.by, at, as: event.as };
      return { ...next, pending: withoutPending(next, event.by), votes: [...withoutVote(next, event.by), vote] };
    }
    case "vote-dropped":
      return confirming({ ...next, votes: withoutVote(next, event.by) }, undefined);
    case "more-needed": {
      const since = next.state.kind === "open" ? next.state.since : at;
      return { ...next, needed: event.needed, state: { kind: "open", since, until: event.until } };
    }
    case "quorum-met":
      return confirming(next, { round: version, voters: event.voters });
    case "granted":
      return { ...next, state: { kind: "granted", at, until: event.until } };
    case "glass-broken": {
      const { by, reason, reviewDueAt, until } = event;
      const pending = withoutPending(next, by);
      return { ...next, pending, breakGlass: { by, reason, reviewDueAt }, state: { kind: "granted", at, until } };
    }
    case "plan-opened":
      return { ...next, openedBy: [...next.openedBy, event.by] };
    case "question-put":
      return { ...next, questions: [...next.questions, { by: event.by, at, text: event.text }] };
    case "question-answered": {
      const answer = { by: event.by, at, text: event.text };
      const questions = next.questions.map((one, number) => (number === event.question ? { ...one, answer } : one));
      return { ...next, questions };
    }
    case "silence-escalated":
      return { ...next, escalatedAt: at };
    case "denied":
      return { ...next, pending: [], state: { kind: "denied", at, by: event.by, reason: event.reason } };
    case "expired":
      return { ...next, pending: [], state: { kind: "expired", at, what: event.what } };
    case "withdrawn":
      return { ...next, pending: [], state: { kind: "withdrawn", at, by: event.by } };
    case "revoked":
      return { ...next, pending: [], state: { kind: "revoked", at, by: event.by, reason: event.reason } };
    case "voided":
      return { ...next, pending: [], state: { kind: "voided", at, reason: event.reason, isSo: event.isSo } };
    case "back-due":
    case "came-back":
    case "not-come-back":
      return { ...next, comeBack: evolveBack(next.comeBack, event, at) };
    case "review-reminded":
      return { ...next, breakGlass: next.breakGlass && { ...next.breakGlass, reviewDueAt: event.nextAt } };
    case "reviewed": {
      const review = { by: event.by, at, text: event.text };
      const pending = withoutPending(next, event.by);
      return { ...next, pending, breakGlass: next.breakGlass && { ...next.breakGlass, review } };
    }
  }
}

type Asked = Extract<RequestEvent, { readonly kind: "request-asked" }>;

function asked({ at, version }: RecordedRequestEvent, event: Asked): ChangeRequest {
  const { id, incident, by, reason, plan, isDryRun, needed, catalogHash, undoes, agreedBefore, until } = event;
  return {
    ...{ id, version, incident, requester: by, askedAt: at, reason, plan, isDryRun, needed, catalogHash },
    ...{ undoes, agreedBefore },
    ...{ openedBy: [], votes: [], pending: [], questions: [], verifications: [] },
    state: { kind: "previewing", until },
  };
}

const withoutPending = ({ pending }: ChangeRequest, by: PersonId) => pending.filter(({ person }) => person !== by);

const withoutVote = ({ votes }: ChangeRequest, by: PersonId) => votes.filter(({ person }) => person !== by);

function confirming(
  request: ChangeRequest,
  given: Extract<ChangeRequest["state"], { readonly kind: "open" }>["confirming"],
): ChangeRequest {
  return request.state.kind === "open" ? { ...request, state: { ...request.state, confirming: given } } : request;
}
