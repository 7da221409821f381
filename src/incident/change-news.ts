import type { PersonId } from "./incident.ts";

/** What the story of an incident says of a change that was asked for; the rest is in the request itself. */
export interface ChangeNews {
  /** Id of the request. */
  readonly request: string;
  /** The operation in words. */
  readonly what: string;
  readonly news:
    | "asked"
    | "more-needed"
    | "granted"
    | "glass-broken"
    | "denied"
    | "expired"
    | "withdrawn"
    | "revoked"
    | "voided"
    | "moved"
    | "started"
    | "done"
    | "failed"
    | "unknown"
    | "settled"
    | "verified"
    | "not-verified"
    | "back"
    | "not-back"
    | "reviewed";
  readonly isDryRun: boolean;
  /** Whose act it was; nobody's when a clock or an execution said it. */
  readonly by?: PersonId | undefined;
  /** Who agreed. */
  readonly people?: readonly PersonId[] | undefined;
  /** A reason, or what came of it. */
  readonly text?: string | undefined;
}
