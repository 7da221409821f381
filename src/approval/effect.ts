import type { PersonId } from "../incident/incident.ts";
import type { Act } from "./request.ts";

/** What the world is owed because of what happened to a request. The performer reads the request as it is then. */
export type RequestEffect =
  /** Looks at the target, and whether the requester is among `entries` → `record-preview` or `record-no-preview`. */
  | { readonly kind: "preview-change"; readonly requester: PersonId; readonly entries: readonly string[] }
  /** Is this person among them? → `record-membership` with the same `pending`. */
  | {
      readonly kind: "look-up-voter";
      readonly pending: number;
      readonly person: PersonId;
      readonly act: Act["kind"];
      readonly entries: readonly string[];
    }
  /** Are they still, all of them, looked up afresh? → `record-quorum` with the same `round`. */
  | {
      readonly kind: "confirm-quorum";
      readonly round: number;
      readonly voters: readonly PersonId[];
      readonly entries: readonly string[];
    }
  /** Looks once more, takes the grant with `start-run`, runs, renews while it runs → `record-run-…`. */
  | { readonly kind: "run-change" }
  /** Looks what became of a run nobody saw the end of → `record-inspection`. */
  | { readonly kind: "inspect-change" }
  /** Reads back, 0, 1 and 5 minutes after the run → `record-verification`. */
  | { readonly kind: "verify-change"; readonly round: number }
  /** Asks for the way back with `bring-back`; where that is refused → `record-back`. */
  | { readonly kind: "bring-back" }
  /** Tells the request that this one takes back what became of it → `record-back` there. */
  | { readonly kind: "tell-origin" }
  /** The card, the messages to approvers, their home: whatever shows this request. */
  | { readonly kind: "show-request" }
  /** One person let it run alone: said aloud where everybody hears it. */
  | { readonly kind: "announce-break-glass" }
  /** Nobody has reviewed it yet. */
  | { readonly kind: "remind-review"; readonly dueAt: string }
  /** What the event of this version means for one person, said to them alone. */
  | { readonly kind: "tell-person"; readonly person: PersonId; readonly version: number };

export interface OwedRequestEffect {
  readonly request: string;
  readonly effect: RequestEffect;
  /** Collapses repeats and keeps two of a kind from being performed at once. */
  readonly key: string;
  /** Lower goes first. */
  readonly priority: number;
  readonly delayMs: number;
}
