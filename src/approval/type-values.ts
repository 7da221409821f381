import type { PersonId } from "../incident/incident.ts";
import { isBefore } from "../incident/instant.ts";
import { accept, type RequestDecision, type RequestFacts, refuse } from "./decision.ts";
import type { ChangeRequest } from "./request.ts";
import { sayState } from "./say-state.ts";

/**
 * "Approval first, then the requester types it": asked before the form is opened, and when it is sent in. Nothing is recorded: whoever
 * has the values takes the grant with them.
 */
export function decideTyping(request: ChangeRequest, by: PersonId, { now, stopped }: RequestFacts): RequestDecision {
  const { state, plan, requester } = request;
  if (plan.asksFor.length === 0) return refuse("not-open", "Nothing is to be typed for this change.");
  if (by !== requester) return refuse("not-yours", "Only who asked for this change types its secret values.");
  if (state.kind !== "granted") return refuse("not-granted", sayState(state));
  if (!isBefore(now, state.until)) return refuse("expired", sayState({ kind: "expired", at: now, what: "grant" }));
  return stopped === undefined ? accept() : refuse("changes-stopped", stopped);
}
