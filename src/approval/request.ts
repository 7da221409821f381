import type { GuardedRisk } from "../catalog/types.ts";
import type { Instant, PersonId } from "../incident/incident.ts";
import type { Operation } from "../operation/definition.ts";
import type { Inspection, Preview, Verification } from "../targets/target.ts";
import type { Plan } from "./plan.ts";

/**
 * A change somebody asked for, from the first word to the review. State is folded from events by `evolve`; nothing else changes it.
 *
 * Its life: `previewing` (the target is looked at, and the requester looked up) → `open` for 15 minutes (people of the catalog vote;
 * each is looked up when they press, and all again when there are enough) → `granted` for 5 minutes → `running`, under a lease that the
 * executor renews → `done`, `failed` or, when nobody can say, `outcome-unknown` until a person does. On the way it may be `denied`,
 * `expired`, `withdrawn` by its requester, `revoked` by an approver, `voided` by a freeze or other rules than those it was asked under,
 * or `refused-moved` because the target is no longer what was approved. What is granted is `open` again when a maintenance window ends or
 * a deploy freeze begins before it runs, for one more vote. From any of these nothing leads back: who still wants the
 * change asks anew.
 */
export interface ChangeRequest {
  readonly id: string;
  /** Grows by one with every event. */
  readonly version: number;
  readonly incident: string;
  readonly requester: PersonId;
  readonly askedAt: Instant;
  /** Why, in the requester's words; may be empty where the risk lets it. */
  readonly reason: string;
  readonly plan: Plan;
  /** A drill: the server is asked to check it, nothing is done. */
  readonly isDryRun: boolean;
  readonly needed: Needed;
  /** sha256 of the catalog it was asked under. */
  readonly catalogHash: string;
  /** The request that this one takes back. */
  readonly undoes?: string | undefined;
  /** Nobody asked for it: it is the end that these people agreed to when they approved what it takes back. */
  readonly agreedBefore?: readonly Agreed[] | undefined;
  /** Of a change that comes back by itself, once it is made. */
  readonly comeBack?: ComeBack | undefined;
  readonly preview?: Preview | undefined;
  /** Of the plan as previewed. */
  readonly hash?: string | undefined;
  /** The whole plan as a file, where it does not fit the card: who approves has opened it. */
  readonly file?: PlanFile | undefined;
  readonly openedBy: readonly PersonId[];
  /** Counted, of distinct people. */
  readonly votes: readonly Vote[];
  /** Pressed, and not looked up yet. One a person. */
  readonly pending: readonly Pending[];
  readonly questions: readonly Question[];
  /** Since when the next approvers are asked, too. */
  readonly escalatedAt?: Instant | undefined;
  readonly breakGlass?: BreakGlass | undefined;
  readonly state: RequestState;
  readonly verifications: readonly { readonly round: number; readonly at: Instant; readonly result: Verification }[];
}

export type RequestState =
  | { readonly kind: "previewing"; readonly until: Instant }
  | {
      readonly kind: "open";
      readonly since: Instant;
      readonly until: Instant;
      /** There are enough votes, and everybody is being looked up once more. `round` is the version that asked for it. */
      readonly confirming?: { readonly round: number; readonly voters: readonly PersonId[] } | undefined;
    }
  | { readonly kind: "granted"; readonly at: Instant; readonly until: Instant }
  | { readonly kind: "running"; readonly lease: Lease }
  | {
      readonly kind: "outcome-unknown";
      readonly at: Instant;
      readonly run: string;
      readonly reason: string;
      readonly found?: Inspection | undefined;
    }
  | {
      readonly kind: "done";
      readonly at: Instant;
      readonly text: string;
      /** What would bring the state before back. */
      readonly undo?: Operation | undefined;
      /** Who said so, where the outcome was unknown. */
      readonly by?: PersonId | undefined;
    }
  | { readonly kind: "failed"; readonly at: Instant; readonly reason: string; readonly by?: PersonId | undefined }
  /** Nothing ran: the target is not what was approved. */
  | { readonly kind: "refused-moved"; readonly at: Instant; readonly moved: readonly string[] }
  | { readonly kind: "denied"; readonly at: Instant; readonly by: PersonId; readonly reason: string }
  | { readonly kind: "expired"; readonly at: Instant; readonly what: "request" | "grant" }
  | { readonly kind: "withdrawn"; readonly at: Instant; readonly by: PersonId }
  | { readonly kind: "revoked"; readonly at: Instant; readonly by: PersonId; readonly reason: string }
  /** `isSo`: the target was as the change would have made it. */
  | { readonly kind: "voided"; readonly at: Instant; readonly reason: string; readonly isSo?: true | undefined };

/**
 * One execution's right to the target, by Postgres's own clock whatever the time of incidents is. Nothing is sent to the target after
 * the deadline, which lies before the end of the lease; who finds the lease over knows that nothing is being sent any more.
 */
export interface Lease {
  /** Names the execution; made anew for each, so that nobody else can speak for it. */
  readonly run: string;
  readonly startedAt: Instant;
  readonly deadline: Instant;
  readonly until: Instant;
}

/** How a change that comes back by itself stands with that. */
export type ComeBack =
  | { readonly kind: "awaited"; readonly at: Instant }
  /** Its way back has been asked for. */
  | { readonly kind: "due"; readonly at: Instant }
  /** By this request: its own, or one of somebody who undid it earlier. */
  | { readonly kind: "back"; readonly at: Instant; readonly request: string }
  | { readonly kind: "not-back"; readonly at: Instant; readonly reason: string }
  /** The run did not say how. */
  | { readonly kind: "no-way" };

export interface Agreed {
  readonly person: PersonId;
  /** Who the bot believed this person to be. */
  readonly as?: string | undefined;
}

/** Who must agree. */
export interface Needed {
  readonly risk: GuardedRisk;
  /** Distinct people, the requester never among them. */
  readonly count: number;
  /** Groups and people of the catalog. */
  readonly approvers: readonly string[];
  /** Who is asked, too, when they stay silent. */
  readonly thenAsk: readonly string[];
  /** Why `count` is one more than usual: maintenance windows and deploy freezes, a sentence each. */
  readonly oneMore?: readonly string[] | undefined;
}

export interface Vote {
  readonly person: PersonId;
  readonly at: Instant;
  /** Who the bot believed this person to be. */
  readonly as?: string | undefined;
}

export interface PlanFile {
  readonly sha256: string;
  /** Characters. */
  readonly length: number;
}

export interface Question {
  readonly by: PersonId;
  readonly at: Instant;
  readonly text: string;
  readonly answer?: { readonly by: PersonId; readonly at: Instant; readonly text: string } | undefined;
}

/** What somebody wants to do and may, once it is known who they are. */
export type Act =
  | { readonly kind: "approve" }
  | { readonly kind: "deny"; readonly reason: string }
  | { readonly kind: "break-glass"; readonly reason: string }
  /** Says what became of a run whose outcome is unknown. */
  | { readonly kind: "settle"; readonly wasDone: boolean; readonly text: string }
  | { readonly kind: "review"; readonly text: string };

export interface Pending {
  readonly person: PersonId;
  readonly act: Act;
  /** The version of the event that asked: the answer names it. */
  readonly version: number;
}

export interface BreakGlass {
  readonly by: PersonId;
  readonly reason: string;
  readonly reviewDueAt: Instant;
  readonly review?: { readonly by: PersonId; readonly at: Instant; readonly text: string } | undefined;
}

/**
 * Whether somebody is one of those the catalog names, looked up outside just now. `as`: who they are believed to be. Why somebody
 * is none follows "you are" or "they are".
 */
export type Membership =
  | { readonly kind: "member"; readonly as?: string | undefined }
  | { readonly kind: "not-member"; readonly reason?: string | undefined }
  | { readonly kind: "unknown"; readonly reason: string };
