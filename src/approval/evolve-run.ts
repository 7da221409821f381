import type { Instant } from "../incident/incident.ts";
import { comeBackOf } from "./come-back.ts";
import type { RequestEvent } from "./event.ts";
import type { ChangeRequest, RequestState } from "./request.ts";

type RunEvent = Extract<
  RequestEvent,
  {
    readonly kind:
      | "run-started"
      | "run-renewed"
      | "run-done"
      | "run-failed"
      | "run-lost"
      | "run-inspected"
      | "run-settled"
      | "run-verified"
      | "target-moved";
  }
>;

const kinds: ReadonlySet<string> = new Set<RunEvent["kind"]>([
  "run-started",
  "run-renewed",
  "run-done",
  "run-failed",
  "run-lost",
  "run-inspected",
  "run-settled",
  "run-verified",
  "target-moved",
]);

export const isRunEvent = (event: RequestEvent): event is RunEvent => kinds.has(event.kind);

/** What becomes of a grant from the moment it is taken. */
export function evolveRun(request: ChangeRequest, event: RunEvent, at: Instant): ChangeRequest {
  if (event.kind === "run-verified") {
    const verifications = [...request.verifications, { round: event.round, at, result: event.result }];
    return { ...request, verifications };
  }
  const pending = event.kind === "run-renewed" ? request.pending : [];
  const after = { ...request, pending, state: stateAfter(request.state, event, at) };
  return after.state.kind === "done" ? { ...after, comeBack: comeBackOf(after, at) } : after;
}

function stateAfter(
  state: RequestState,
  event: Exclude<RunEvent, { kind: "run-verified" }>,
  at: Instant,
): RequestState {
  switch (event.kind) {
    case "run-started":
    case "run-renewed":
      return { kind: "running", lease: event.lease };
    case "target-moved":
      return { kind: "refused-moved", at, moved: event.moved };
    case "run-done":
      return { kind: "done", at, text: event.text, undo: event.undo };
    case "run-failed":
      return { kind: "failed", at, reason: event.reason };
    case "run-lost":
      return { kind: "outcome-unknown", at, run: event.run, reason: event.reason };
    case "run-inspected":
      return state.kind === "outcome-unknown" ? { ...state, found: event.found } : state;
    case "run-settled":
      return event.wasDone
        ? { kind: "done", at, text: event.text, by: event.by }
        : { kind: "failed", at, reason: event.text, by: event.by };
  }
}
