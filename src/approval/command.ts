import type { PersonId } from "../incident/incident.ts";
import type { Operation } from "../operation/definition.ts";
import type { Filter } from "../operation/filter.ts";
import type { Done, Inspection, Preview, Verification } from "../targets/target.ts";
import type { RunbookContent } from "./plan.ts";
import type { Act, Membership } from "./request.ts";

/** What is asked of a request for a change. */
export type RequestCommand = AskChange | BringBack | ToRequest;

/** A command to a request that exists. */
export type ToRequest = { readonly request: string } & (PersonActs | RequestOutcome | { readonly kind: "tick" });

export interface AskChange {
  readonly kind: "ask";
  readonly by: PersonId;
  /** Id of the incident. */
  readonly incident: string;
  readonly reason: string;
  readonly operation: Operation;
  readonly filters?: readonly Filter[] | undefined;
  readonly target: string;
  readonly service: string;
  readonly environment: string;
  readonly runbook?: RunbookContent | undefined;
  /** The name of the target as the requester typed it; needed of what destroys. */
  readonly typedName?: string | undefined;
  readonly undoes?: string | undefined;
  /** After how long it comes back by itself, as it was typed: `1h`. Needed of what must not stay. */
  readonly backAfter?: string | undefined;
}

/** The time of a change that comes back by itself is over: its way back becomes a request, approved as the change was. */
export interface BringBack {
  readonly kind: "bring-back";
  /** Id of the request that is to come back. */
  readonly origin: string;
}

/** By a person of this workspace, whom the surface has looked at. Who may vote is looked up after the command. */
export type PersonActs = { readonly by: PersonId } & (
  | Act
  /** Has the whole plan before them: *Show all* was opened. */
  | { readonly kind: "open-plan" }
  | { readonly kind: "put-question"; readonly text: string }
  /** `question` counts from 0. */
  | { readonly kind: "answer-question"; readonly question: number; readonly text: string }
  | { readonly kind: "withdraw" }
  /** Has typed the secret values the plan asks for, or is about to. They are never part of a command. */
  | { readonly kind: "type-values" }
  /** Takes back one's yes: the vote while it is open, the grant before it runs. */
  | { readonly kind: "revoke"; readonly reason: string }
);

/** What became of an effect. */
export type RequestOutcome =
  /** `requester`: whether they are among those whom the effect named. */
  | { readonly kind: "record-preview"; readonly requester: Membership; readonly preview: Preview }
  /** `isSo`: the target is as the change would make it. */
  | { readonly kind: "record-no-preview"; readonly reason: string; readonly isSo?: true | undefined }
  | { readonly kind: "record-membership"; readonly pending: number; readonly membership: Membership }
  /** Everybody who voted, by person. Who is missing counts as unknown. */
  | {
      readonly kind: "record-quorum";
      readonly round: number;
      readonly memberships: Readonly<Record<PersonId, Membership>>;
    }
  | StartRun
  | { readonly kind: "renew-run"; readonly run: string }
  | ({ readonly kind: "record-run-done"; readonly run: string } & Pick<Done, "text" | "undo">)
  /** The changer refused: nothing was done. */
  | { readonly kind: "record-run-refused"; readonly run: string; readonly reason: string }
  /** `outcome` as of the fault that was thrown. */
  | {
      readonly kind: "record-run-failed";
      readonly run: string;
      readonly reason: string;
      readonly outcome: "not-done" | "unknown";
    }
  | { readonly kind: "record-inspection"; readonly inspection: Inspection }
  /** What became of a request that takes this one back: `by` is its id, of this one itself where none could be asked for. */
  | { readonly kind: "record-back"; readonly by: string; readonly isBack: boolean; readonly text: string }
  | { readonly kind: "record-verification"; readonly round: number; readonly verification: Verification };

/**
 * Takes the grant. The executor makes up `run` for this one attempt, looks at the target once more, and runs only if this is accepted.
 */
export interface StartRun {
  readonly kind: "start-run";
  /** A new UUID of each attempt, never derived from anything. */
  readonly run: string;
  /** What `preview` says now; or why it refuses now. */
  readonly preview: Preview | { readonly kind: "refused"; readonly reason: string };
  /** sha256 of the runbook's text as it is now; undefined when it is gone or there never was one. */
  readonly runbookHash?: string | undefined;
  /** Who typed the secret values: only the requester may. Absent when nothing is to be typed. */
  readonly typedBy?: PersonId | undefined;
}
