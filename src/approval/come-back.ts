import { changeTimes } from "../catalog/change-times.ts";
import { minutesOf } from "../catalog/duration.ts";
import type { Instant } from "../incident/incident.ts";
import { addMinutes, isBefore } from "../incident/instant.ts";
import { operationDefinition, reviewOperation } from "../operation/registry.ts";
import type { RequestOutcome } from "./command.ts";
import { accept, type RequestDecision, type RequestFacts, refuse } from "./decision.ts";
import type { RequestEvent } from "./event.ts";
import { backAfter, minutes } from "./limits.ts";
import type { Plan } from "./plan.ts";
import { whenBack } from "./plan-text.ts";
import { serviceOf } from "./policy.ts";
import type { ChangeRequest, ComeBack } from "./request.ts";

/**
 * After how many minutes it comes back by itself; undefined of what stays as it is made; a sentence where an end is needed and `written`
 * is none. The definition of the operation says which it is, never who asks.
 */
export function backAfterOf(operation: string, written: string | undefined): number | undefined | string {
  if (!operationDefinition(operation)?.comesBack) return undefined;
  const given = minutesOf(written?.trim() ?? "");
  if (given !== undefined && given >= backAfter.fewest && given <= backAfter.most) return given;
  return "This comes back by itself. Say after how long: from 5m to 24h, such as 1h.";
}

/** What a change that was just made has before it. */
export function comeBackOf({ plan, isDryRun, state }: ChangeRequest, at: Instant): ComeBack | undefined {
  if (plan.backAfterMinutes === undefined || isDryRun || state.kind !== "done") return undefined;
  if (!state.undo) return { kind: "no-way" };
  const after = addMinutes(at, plan.backAfterMinutes);
  const end = plan.backWith?.at;
  const isEarlier = end !== undefined && isBefore(at, end) && isBefore(end, after);
  return { kind: "awaited", at: isEarlier ? end : after };
}

/** "Silences started for maintenance end with it": so does everything else that must not stay. */
export function backWith({ service: key, environment }: Plan, { catalog, now }: RequestFacts): Plan["backWith"] {
  const service = serviceOf(catalog, key);
  const open = service && changeTimes(catalog.organization, service, environment, now).open;
  return open && { window: open.name, at: open.until };
}

/**
 * Asks for the way back of `facts.origin` in a request of its own, which has the approval that the origin had: who agreed to the change
 * agreed to its end. So it runs once, under a lease, is inspected and read back like every other. Neither a freeze nor a maintenance
 * window holds it back: "what runs finishes", and this is how it finishes; what would be left is alarms that are silent or a door that
 * is open. CHANGES=off stops it like everything.
 */
export function decideBringBack({ origin, catalog, stopped, now, newId }: RequestFacts): RequestDecision {
  if (origin?.state.kind !== "done" || !origin.state.undo || origin.comeBack?.kind !== "due")
    return refuse("not-open", "There is nothing that is to come back by itself now.");
  if (stopped) return refuse("changes-stopped", stopped);
  const plan = planBack(origin, origin.state.undo, catalog);
  if (typeof plan === "string") return refuse("bad-plan", plan);
  const { votes, breakGlass } = origin;
  return accept({
    kind: "request-asked",
    by: origin.requester,
    id: newId,
    incident: origin.incident,
    reason: `It comes back by itself, as was agreed: ${whenBack(origin.plan)}.`,
    plan,
    isDryRun: false,
    needed: { ...origin.needed, risk: plan.risk, oneMore: undefined },
    catalogHash: catalog.hash,
    until: addMinutes(now, minutes.preview),
    undoes: origin.id,
    agreedBefore: breakGlass ? [{ person: breakGlass.by }] : votes.map(({ person, as }) => ({ person, as })),
  });
}

function planBack(
  origin: ChangeRequest,
  operation: Plan["operation"],
  catalog: RequestFacts["catalog"],
): Plan | string {
  const { target, service, environment } = origin.plan;
  const readableTables = serviceOf(catalog, service)?.environments[environment]?.postgres?.readableTables ?? [];
  const review = reviewOperation(operation, { readableTables });
  if (review.kind === "refused") return `The way back makes no sense: ${review.reason}.`;
  if (review.risk === "read") return "The way back changes nothing.";
  const { risk, description } = review;
  return { operation, filters: [], target, service, environment, risk, description, asksFor: [] };
}

type RecordBack = Extract<RequestOutcome, { readonly kind: "record-back" }>;

/** What is so already is not told again; that it is back counts more than that it could not be brought back. */
export function decideRecordBack({ comeBack }: ChangeRequest, { by, isBack, text }: RecordBack): RequestDecision {
  if (!comeBack || comeBack.kind === "back") return accept();
  if (isBack) return accept({ kind: "came-back", request: by, text });
  return comeBack.kind === "due" ? accept({ kind: "not-come-back", reason: text }) : accept();
}

export function evolveBack(
  comeBack: ComeBack | undefined,
  event: Extract<RequestEvent, { readonly kind: "back-due" | "came-back" | "not-come-back" }>,
  at: Instant,
): ComeBack | undefined {
  switch (event.kind) {
    case "back-due":
      return comeBack && { kind: "due", at };
    case "came-back":
      return comeBack && { kind: "back", at, request: event.request };
    case "not-come-back":
      return comeBack && { kind: "not-back", at, reason: event.reason };
  }
}
