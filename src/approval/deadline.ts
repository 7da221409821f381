import type { Instant } from "../incident/incident.ts";
import { addMinutes, isBefore } from "../incident/instant.ts";
import type { RequestFacts } from "./decision.ts";
import type { RequestEvent } from "./event.ts";
import { minutes } from "./limits.ts";
import type { ChangeRequest } from "./request.ts";

/** When something becomes of a request by itself: by Postgres's clock where a lease runs, else in the time of incidents. */
export interface Deadline {
  readonly at: Instant;
  readonly clock: "incident" | "postgres";
}

/** All that are to come; whoever is asked too early does nothing. */
export function deadlines(request: ChangeRequest): readonly Deadline[] {
  const reviewAt = request.breakGlass?.review ? undefined : request.breakGlass?.reviewDueAt;
  return [...ofState(request), ...(reviewAt ? [{ at: reviewAt, clock: "incident" } as const] : [])];
}

function ofState(request: ChangeRequest): readonly Deadline[] {
  const { state } = request;
  switch (state.kind) {
    case "open": {
      const silence = silenceEnds(request);
      return [silence ?? state.until, state.until].map((at) => ({ at, clock: "incident" }));
    }
    case "previewing":
    case "granted":
      return [{ at: state.until, clock: "incident" }];
    case "running":
      return [{ at: state.lease.until, clock: "postgres" }];
    case "done":
      return request.comeBack?.kind === "awaited" ? [{ at: request.comeBack.at, clock: "incident" }] : [];
    case "outcome-unknown":
    case "failed":
    case "refused-moved":
    case "denied":
    case "expired":
    case "withdrawn":
    case "revoked":
    case "voided":
      return [];
  }
}

/** What is due now. */
export function strikesOf(request: ChangeRequest, facts: RequestFacts): readonly RequestEvent[] {
  return [...struck(request, facts), ...reviewMissed(request, facts.now)];
}

function struck(request: ChangeRequest, { now, postgres, stopped }: RequestFacts): readonly RequestEvent[] {
  const { state, needed } = request;
  switch (state.kind) {
    case "previewing":
      return isBefore(now, state.until)
        ? []
        : [{ kind: "voided", reason: "What it would change could not be looked at in time. Ask again." }];
    case "open": {
      if (!isBefore(now, state.until)) return [{ kind: "expired", what: "request" }];
      const silence = silenceEnds(request);
      return silence && !isBefore(now, silence) ? [{ kind: "silence-escalated", to: needed.thenAsk }] : [];
    }
    case "granted":
      if (!isBefore(now, state.until)) return [{ kind: "expired", what: "grant" }];
      return stopped ? [{ kind: "voided", reason: stopped }] : [];
    case "running":
      return isBefore(postgres, state.lease.until) ? [] : [{ kind: "run-lost", run: state.lease.run, reason: silent }];
    case "done":
      return request.comeBack?.kind === "awaited" && !isBefore(now, request.comeBack.at) ? [{ kind: "back-due" }] : [];
    case "outcome-unknown":
    case "failed":
    case "refused-moved":
    case "denied":
    case "expired":
    case "withdrawn":
    case "revoked":
    case "voided":
      return [];
  }
}

const silent = "The process that ran it was not heard of again.";

/** "Silence escalates to the next approvers." */
function silenceEnds({ state, needed, escalatedAt }: ChangeRequest): Instant | undefined {
  if (state.kind !== "open" || escalatedAt !== undefined || needed.thenAsk.length === 0) return undefined;
  return addMinutes(state.since, minutes.silence);
}

/** "A review due the next day": asked for every day until there is one. */
function reviewMissed({ breakGlass }: ChangeRequest, now: Instant): readonly RequestEvent[] {
  if (!breakGlass || breakGlass.review || isBefore(now, breakGlass.reviewDueAt)) return [];
  return [{ kind: "review-reminded", nextAt: addMinutes(now, minutes.review) }];
}
