import type { FirstOutcome, Outcome } from "../../handle.ts";

/** A delivery that came twice is answered as it was the first time. */
export function firstOf(outcome: Outcome): FirstOutcome {
  return outcome.kind === "repeated" ? outcome.first : outcome;
}
