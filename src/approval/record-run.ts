import type { Verification } from "../targets/target.ts";
import type { RequestOutcome } from "./command.ts";
import { accept, type RequestDecision, type RequestFacts, refuse } from "./decision.ts";
import type { RequestEvent } from "./event.ts";
import { leaseFrom, mayRenew } from "./lease.ts";
import type { ChangeRequest } from "./request.ts";

type RunOutcome = Extract<
  RequestOutcome,
  { readonly kind: "record-run-done" | "record-run-refused" | "record-run-failed" }
>;

/** Only the execution that holds the lease speaks for the run. One that comes back when nobody believed in it any more is a witness. */
export function decideRunOutcome({ state }: ChangeRequest, command: RunOutcome): RequestDecision {
  if (state.kind === "outcome-unknown" && state.run === command.run) return accept(witness(command));
  if (state.kind !== "running") return accept();
  return state.lease.run === command.run ? accept(ended(command)) : notThisRun;
}

function ended(command: RunOutcome): RequestEvent {
  const { run } = command;
  switch (command.kind) {
    case "record-run-done":
      return { kind: "run-done", run, text: command.text, undo: command.undo };
    case "record-run-refused":
      return { kind: "target-moved", moved: [command.reason] };
    case "record-run-failed":
      return { kind: command.outcome === "unknown" ? "run-lost" : "run-failed", run, reason: command.reason };
  }
}

/** Told beside what the inspection found; a person still decides. */
function witness(command: RunOutcome): RequestEvent {
  const late = "Its process came back late and says:";
  switch (command.kind) {
    case "record-run-done":
      return { kind: "run-inspected", found: { kind: "done", text: `${late} ${command.text}` } };
    case "record-run-refused":
      return { kind: "run-inspected", found: { kind: "not-done", text: `${late} ${command.reason}` } };
    case "record-run-failed": {
      const kind = command.outcome === "unknown" ? "unclear" : "not-done";
      return { kind: "run-inspected", found: { kind, text: `${late} ${command.reason}` } };
    }
  }
}

export function decideRenew(request: ChangeRequest, run: string, { postgres }: RequestFacts): RequestDecision {
  if (request.state.kind !== "running" || request.state.lease.run !== run) return notThisRun;
  if (!mayRenew(request, run, postgres))
    return refuse("too-late", "This execution was away for too long, or has run for too long. It must end now.");
  return accept({ kind: "run-renewed", lease: leaseFrom(run, request.state.lease.startedAt, postgres) });
}

/** Each round is told once. */
export function decideVerification(request: ChangeRequest, round: number, result: Verification): RequestDecision {
  const isKnown = request.verifications.some((one) => one.round === round);
  if (request.state.kind !== "done" || isKnown) return accept();
  return accept({ kind: "run-verified", round, result });
}

const notThisRun = refuse("not-this-run", "Another execution holds this grant. This one must do nothing.");
