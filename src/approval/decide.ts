import { addMinutes } from "../incident/instant.ts";
import { decideAsk } from "./ask-change.ts";
import { decideBringBack, decideRecordBack } from "./come-back.ts";
import type { RequestCommand, RequestOutcome } from "./command.ts";
import { strikesOf } from "./deadline.ts";
import { accept, type RequestDecision, type RequestFacts, refuse } from "./decision.ts";
import type { RequestEvent } from "./event.ts";
import { minutes } from "./limits.ts";
import { decidePerson } from "./person-acts.ts";
import { planHash } from "./plan.ts";
import { planFileOf } from "./plan-text.ts";
import { decideMembership, decideQuorum } from "./record-lookup.ts";
import { decideRenew, decideRunOutcome, decideVerification } from "./record-run.ts";
import type { ChangeRequest } from "./request.ts";
import { decideStart } from "./start-run.ts";

/** What a command does to a request: events, none when nothing changes, or a refusal in words. `request` is absent when it is being asked. */
export function decideRequest(
  request: ChangeRequest | undefined,
  command: RequestCommand,
  facts: RequestFacts,
): RequestDecision {
  if (command.kind === "ask") return decideAsk(command, facts);
  if (command.kind === "bring-back") return decideBringBack(facts);
  if (!request) return refuse("unknown-request", "There is no such request here. Ask anew.");
  switch (command.kind) {
    case "tick":
      return accept(...strikesOf(request, facts));
    case "record-preview":
    case "record-no-preview":
      return decidePreview(request, command, facts);
    case "record-membership":
      return decideMembership(request, command.pending, command.membership, facts);
    case "record-quorum":
      return decideQuorum(request, command.round, command.memberships, facts);
    case "start-run":
      return decideStart(request, command, facts);
    case "renew-run":
      return decideRenew(request, command.run, facts);
    case "record-run-done":
    case "record-run-refused":
    case "record-run-failed":
      return decideRunOutcome(request, command);
    case "record-inspection":
      return request.state.kind === "outcome-unknown"
        ? accept({ kind: "run-inspected", found: command.inspection })
        : accept();
    case "record-back":
      return decideRecordBack(request, command);
    case "record-verification":
      return decideVerification(request, command.round, command.verification);
    case "approve":
    case "deny":
    case "break-glass":
    case "settle":
    case "review":
    case "open-plan":
    case "put-question":
    case "answer-question":
    case "withdraw":
    case "type-values":
    case "revoke":
      return decidePerson(request, command, facts);
  }
}

type PreviewOutcome = Extract<RequestOutcome, { readonly kind: "record-preview" | "record-no-preview" }>;

/** A second preview changes nothing: what was shown is what is voted on. */
function decidePreview(request: ChangeRequest, command: PreviewOutcome, { now }: RequestFacts): RequestDecision {
  if (request.state.kind !== "previewing") return accept();
  if (command.kind === "record-no-preview")
    return accept({ kind: "voided", reason: command.reason, isSo: command.isSo });
  const { requester, preview } = command;
  if (requester.kind === "unknown")
    return accept({ kind: "voided", reason: `It could not be checked who asked: ${requester.reason}. Ask again.` });
  if (requester.kind === "not-member") {
    const why = requester.reason ?? "not one of its responders";
    const reason = `Changes of this service are asked for by its responders and approvers; who asked is ${why}.`;
    return accept({ kind: "voided", reason });
  }
  const { plan, isDryRun, agreedBefore } = request;
  const previewed: RequestEvent = {
    kind: "plan-previewed",
    as: requester.as,
    preview,
    hash: planHash(plan, preview, isDryRun),
    file: planFileOf(plan, preview),
    until: addMinutes(now, minutes.request),
  };
  if (!agreedBefore) return accept(previewed);
  return accept(previewed, { kind: "granted", until: addMinutes(now, minutes.grant), people: agreedBefore });
}
