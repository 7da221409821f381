import type { Catalog } from "../catalog/types.ts";
import type { IncidentEvent, RecordedEvent } from "./event.ts";
import type { Instant } from "./incident.ts";

/** A "no" said to a person, in the words shown to them. Plain text, never markup. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly text: string;
}

export type RefusalCode =
  | "unknown-service"
  | "unknown-severity"
  | "empty-title"
  | "text-too-long"
  | "empty-text"
  | "bad-percentage"
  | "bad-eta"
  | "already-resolved"
  | "not-resolved"
  | "no-change"
  | "not-failed"
  | "cannot-snooze"
  | "bad-link"
  | "not-yours"
  | "bad-target"
  | "runbook-not-open"
  | "nothing-to-run"
  | "changed-meanwhile"
  | "unknown-incident";

export type Decision =
  | { readonly kind: "accepted"; readonly events: readonly IncidentEvent[] }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Everything a decision may look at besides the incident. `since` holds what happened after the version the person saw. */
export interface Facts {
  readonly now: Instant;
  readonly catalog: Catalog;
  readonly since: readonly RecordedEvent[];
  /** Id and number for an incident being declared. */
  readonly newId: string;
  readonly newNumber: number;
}

export const accept = (...events: IncidentEvent[]): Decision => ({ kind: "accepted", events });

export const refuse = (code: RefusalCode, text: string): Decision => ({ kind: "refused", refusal: { code, text } });
