import type { RequestState } from "./request.ts";

/** Why a button of an old picture does nothing any more. */
export function sayState(state: RequestState): string {
  switch (state.kind) {
    case "previewing":
      return "What it would change is still being looked at. Wait for the card.";
    case "open":
      return "It is still waiting for approval.";
    case "granted":
      return "It is approved already and about to run.";
    case "running":
      return "It is running already.";
    case "outcome-unknown":
      return "It has run, and its outcome is not known yet.";
    case "done":
      return "It is done already.";
    case "failed":
      return "It has failed already.";
    case "refused-moved":
      return "It was not run: the target was no longer what was approved. Ask again.";
    case "denied":
      return "It was denied and not run.";
    case "expired":
      return state.what === "request"
        ? "This request has expired, was not run. Ask again if it is still needed."
        : "Its approval has expired, was not run. Ask again if it is still needed.";
    case "withdrawn":
      return "It was withdrawn and not run.";
    case "revoked":
      return "Its approval was taken back; it was not run.";
    case "voided":
      return `${state.isSo ? "There was nothing to do." : "It was stopped and not run."} ${state.reason}`;
  }
}
