import type { Instant, PersonId } from "../incident/incident.ts";
import type { Operation } from "../operation/definition.ts";
import type { Inspection, Preview, Verification } from "../targets/target.ts";
import type { Plan } from "./plan.ts";
import type { Act, Agreed, Lease, Needed, PlanFile } from "./request.ts";

/** What has happened to a request. Past tense; stored for ever and told in the audit. */
export type RequestEvent =
  | {
      readonly kind: "request-asked";
      readonly by: PersonId;
      readonly id: string;
      readonly incident: string;
      readonly reason: string;
      readonly plan: Plan;
      readonly isDryRun: boolean;
      readonly needed: Needed;
      readonly catalogHash: string;
      readonly until: Instant;
      readonly undoes?: string | undefined;
      readonly agreedBefore?: readonly Agreed[] | undefined;
    }
  | {
      readonly kind: "plan-previewed";
      /** Who the requester was believed to be. */
      readonly as?: string | undefined;
      readonly preview: Preview;
      readonly hash: string;
      readonly file?: PlanFile | undefined;
      readonly until: Instant;
    }
  /** Somebody pressed; whether they may is being looked up, among these groups and people. */
  | { readonly kind: "act-asked"; readonly by: PersonId; readonly act: Act; readonly entries: readonly string[] }
  | { readonly kind: "act-refused"; readonly by: PersonId; readonly act: Act["kind"]; readonly why: string }
  | { readonly kind: "vote-counted"; readonly by: PersonId; readonly as?: string | undefined }
  /** A maintenance window has ended, or a deploy freeze begun, since it was asked for: it waits for one more, until then. */
  | { readonly kind: "more-needed"; readonly needed: Needed; readonly until: Instant }
  /** Enough of them: all are looked up again. */
  | { readonly kind: "quorum-met"; readonly voters: readonly PersonId[]; readonly entries: readonly string[] }
  | { readonly kind: "vote-dropped"; readonly by: PersonId; readonly why: string }
  | {
      readonly kind: "granted";
      readonly until: Instant;
      readonly people: readonly Agreed[];
    }
  | {
      readonly kind: "glass-broken";
      readonly by: PersonId;
      readonly as?: string | undefined;
      readonly reason: string;
      readonly until: Instant;
      readonly reviewDueAt: Instant;
    }
  | { readonly kind: "denied"; readonly by: PersonId; readonly as?: string | undefined; readonly reason: string }
  | { readonly kind: "plan-opened"; readonly by: PersonId }
  | { readonly kind: "question-put"; readonly by: PersonId; readonly text: string }
  | { readonly kind: "question-answered"; readonly by: PersonId; readonly question: number; readonly text: string }
  | { readonly kind: "silence-escalated"; readonly to: readonly string[] }
  | { readonly kind: "expired"; readonly what: "request" | "grant" }
  | { readonly kind: "withdrawn"; readonly by: PersonId }
  | { readonly kind: "revoked"; readonly by: PersonId; readonly reason: string }
  /** `isSo`: there was nothing to do. */
  | { readonly kind: "voided"; readonly reason: string; readonly isSo?: true | undefined }
  | { readonly kind: "target-moved"; readonly moved: readonly string[] }
  | { readonly kind: "run-started"; readonly lease: Lease; readonly typedBy?: PersonId | undefined }
  | { readonly kind: "run-renewed"; readonly lease: Lease }
  | {
      readonly kind: "run-done";
      readonly run: string;
      readonly text: string;
      readonly undo?: Operation | undefined;
    }
  | { readonly kind: "run-failed"; readonly run: string; readonly reason: string }
  /** Nobody saw the outcome. */
  | { readonly kind: "run-lost"; readonly run: string; readonly reason: string }
  | { readonly kind: "run-inspected"; readonly found: Inspection }
  | {
      readonly kind: "run-settled";
      readonly by: PersonId;
      readonly as?: string | undefined;
      readonly wasDone: boolean;
      readonly text: string;
    }
  | { readonly kind: "run-verified"; readonly round: number; readonly result: Verification }
  /** The time is over after which it was to come back by itself. */
  | { readonly kind: "back-due" }
  /** This request brought it back. */
  | { readonly kind: "came-back"; readonly request: string; readonly text: string }
  | { readonly kind: "not-come-back"; readonly reason: string }
  | { readonly kind: "review-reminded"; readonly nextAt: Instant }
  | { readonly kind: "reviewed"; readonly by: PersonId; readonly as?: string | undefined; readonly text: string };

/** An event with its place in the request's history. */
export interface RecordedRequestEvent {
  readonly version: number;
  readonly at: Instant;
  readonly event: RequestEvent;
}
