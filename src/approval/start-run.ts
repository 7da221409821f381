import { addMinutes, isBefore } from "../incident/instant.ts";
import type { StartRun } from "./command.ts";
import { accept, type RequestDecision, type RequestFacts, refuse } from "./decision.ts";
import { leaseFrom } from "./lease.ts";
import { minutes } from "./limits.ts";
import { whatMoved } from "./moved.ts";
import { planHash } from "./plan.ts";
import { stillStands } from "./policy.ts";
import type { ChangeRequest } from "./request.ts";
import { sayState } from "./say-state.ts";

/**
 * "The executor takes the grant, not the click, and recomputes the hash." Accepted with `run-started` or with what ended the request
 * instead; whoever does not find their own `run` in the state afterwards does nothing.
 */
export function decideStart(request: ChangeRequest, command: StartRun, facts: RequestFacts): RequestDecision {
  const { state, plan, requester } = request;
  if (state.kind !== "granted") return refuse("not-granted", sayState(state));
  if (!isBefore(facts.now, state.until)) return accept({ kind: "expired", what: "grant" });
  if (facts.stopped) return accept({ kind: "voided", reason: facts.stopped });
  const policy = stillStands(request, facts.catalog, facts.now);
  if (policy.kind === "void") return accept({ kind: "voided", reason: policy.reason });
  if (policy.kind === "needs-more") {
    const until = addMinutes(facts.now, minutes.request);
    return accept({ kind: "more-needed", needed: policy.needed, until });
  }
  if (plan.asksFor.length > 0 && command.typedBy !== requester)
    return refuse("not-yours", "Who asked for this change types its secret values.");
  if (facts.targetHeldBy !== undefined)
    return refuse("target-busy", `Another change of ${plan.target} is not over yet. One runs at a time.`);
  const moved = movedSince(request, command);
  if (moved.length > 0) return accept({ kind: "target-moved", moved });
  const lease = leaseFrom(command.run, facts.postgres, facts.postgres);
  return accept({ kind: "run-started", lease, typedBy: command.typedBy });
}

/** Nothing, when what would run now is what was approved. */
function movedSince({ plan, preview, hash, isDryRun }: ChangeRequest, command: StartRun): readonly string[] {
  const now = command.preview;
  if (now.kind === "refused") return [now.reason];
  if (plan.runbook?.hash !== command.runbookHash)
    return [`The runbook ${plan.runbook?.slug ?? ""} is no longer the text that was approved`];
  // What was pinned is used as it was found then, so it does not count as moved when it is found otherwise now.
  const approved = preview && planHash(plan, preview, isDryRun);
  if (!preview || approved !== hash) return ["The plan that is stored is not the one that was approved"];
  const isSame = planHash(plan, { fingerprint: now.fingerprint, pinned: preview.pinned }, isDryRun) === hash;
  return isSame ? [] : whatMoved(preview, now);
}
