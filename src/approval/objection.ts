import type { PersonId } from "../incident/incident.ts";
import { isBefore } from "../incident/instant.ts";
import type { RequestFacts, RequestRefusal, RequestRefusalCode } from "./decision.ts";
import { longestWords } from "./limits.ts";
import { neededAt, noGlassInFreeze, serviceOf } from "./policy.ts";
import type { Act, ChangeRequest } from "./request.ts";
import { sayState } from "./say-state.ts";

/** Why this person may not do this now, whoever they are. Asked when they press, and again once it is known who they are. */
export function objection(
  request: ChangeRequest,
  by: PersonId,
  act: Act,
  facts: RequestFacts,
): RequestRefusal | undefined {
  const words = "reason" in act ? act.reason : "text" in act ? act.text : "";
  if (words.length > longestWords) return no("text-too-long", `That is too long: at most ${longestWords} characters.`);
  if (act.kind !== "approve" && !words) return no("needs-reason", reasonNeeded[act.kind]);
  switch (act.kind) {
    case "approve":
      return closed(request, facts) ?? own(request, by) ?? stopped(request, facts) ?? unread(request, by);
    case "deny":
      return closed(request, facts) ?? own(request, by);
    case "break-glass":
      return closed(request, facts) ?? stopped(request, facts) ?? noGlass(request, facts) ?? unread(request, by);
    case "settle":
      return request.state.kind === "outcome-unknown" ? undefined : no("not-open", sayState(request.state));
    case "review":
      return noReview(request, by);
  }
}

const reasonNeeded = {
  deny: "Say why it must not run, so that who asked knows what to do instead.",
  "break-glass": "Say why this cannot wait for an approval. It is announced with your name.",
  settle: "Say how you know what became of it.",
  review: "Say what the review found.",
} as const;

const no = (code: RequestRefusalCode, text: string): RequestRefusal => ({ code, text });

/** "A request expires on the server; an old button answers 'expired, was not run'": to the second, whether or not a clock has struck. */
function closed({ state }: ChangeRequest, { now }: RequestFacts): RequestRefusal | undefined {
  if (state.kind === "expired") return no("expired", sayState(state));
  if (state.kind !== "open") return no("not-open", sayState(state));
  if (isBefore(now, state.until)) return undefined;
  return no("expired", sayState({ kind: "expired", at: now, what: "request" }));
}

const own = ({ requester }: ChangeRequest, by: PersonId): RequestRefusal | undefined =>
  by === requester
    ? no("own-request", "You asked for this change, so somebody else has to decide. You can withdraw it.")
    : undefined;

function stopped({ plan }: ChangeRequest, { stopped: why, catalog, now }: RequestFacts): RequestRefusal | undefined {
  if (why !== undefined) return no("changes-stopped", why);
  const policy = neededAt(catalog, plan, now);
  return policy.kind === "frozen" ? no("changes-stopped", policy.reason) : undefined;
}

/** "The whole plan is visible before the vote." */
const unread = ({ file, openedBy }: ChangeRequest, by: PersonId): RequestRefusal | undefined =>
  file && !openedBy.includes(by)
    ? no("plan-not-opened", "The plan is longer than the card. Open it with Show all first, then decide.")
    : undefined;

/** "Break-glass is for people the catalog names, on the highest severity, never for destructive and never through a freeze." */
function noGlass({ plan }: ChangeRequest, { incident, catalog, now }: RequestFacts): RequestRefusal | undefined {
  if (plan.risk === "destructive")
    return no("not-allowed", "What cannot be taken back is never done by one person alone.");
  if (catalog.organization.breakGlass.length === 0)
    return no("not-allowed", "The catalog names nobody who may do this alone (organization.yaml, breakGlass).");
  const policy = neededAt(catalog, plan, now);
  const [freeze] = policy.kind === "needed" ? policy.freezes : [];
  if (freeze !== undefined) return no("not-allowed", `${noGlassInFreeze} ${freeze}`);
  const highest = incident && serviceOf(catalog, incident.service)?.severities[0]?.level;
  if (highest !== undefined && incident?.severity === highest) return undefined;
  return no(
    "not-allowed",
    `Only an incident of the highest severity${highest ? `, ${highest},` : ""} lets one person decide.`,
  );
}

function noReview({ breakGlass }: ChangeRequest, by: PersonId): RequestRefusal | undefined {
  if (!breakGlass) return no("not-open", "Nobody broke the glass for this change: there is nothing to review.");
  if (breakGlass.review) return no("not-open", "This has been reviewed already.");
  return breakGlass.by === by ? no("own-request", "You ran this alone, so somebody else has to review it.") : undefined;
}
