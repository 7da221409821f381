import type { ClockKey } from "./clock.ts";
import type { ChannelRef, Instant, Part, PersonId, Role, Status } from "./incident.ts";
import type { Callee, Terms } from "./terms.ts";

/** What has happened to an incident. Past tense; stored for ever, so a kind is never given another meaning. */
export type IncidentEvent =
  | {
      readonly kind: "incident-declared";
      readonly id: string;
      readonly number: number;
      readonly title: string;
      readonly service: string;
      readonly severity: string;
      readonly isDrill: boolean;
      readonly isPrivate: boolean;
      readonly by: PersonId;
      /** What will be shown of it, all pending. */
      readonly parts: readonly Part[];
      readonly terms: Terms;
    }
  | {
      readonly kind: "update-posted";
      readonly by: PersonId;
      readonly text: string;
      readonly from: Status;
      readonly status: Status;
      readonly affected?: string | undefined;
      readonly customersPercent?: number | undefined;
      readonly etaOfResolution?: Instant | undefined;
    }
  | {
      readonly kind: "severity-changed";
      readonly by: PersonId;
      readonly from: string;
      readonly to: string;
      readonly reason?: string | undefined;
      /** What is shown of it from now on: a page, where the old severity called nobody. */
      readonly parts: readonly Part[];
      readonly terms: Terms;
    }
  | {
      readonly kind: "role-assigned";
      readonly by: PersonId;
      readonly role: Role;
      readonly person: PersonId;
      readonly previous?: PersonId | undefined;
    }
  | { readonly kind: "timeline-entry-added"; readonly by: PersonId; readonly text: string }
  | { readonly kind: "incident-resolved"; readonly by: PersonId; readonly text: string }
  | {
      readonly kind: "incident-reopened";
      readonly by: PersonId;
      readonly reason: string;
      /** What is to be shown anew. */
      readonly parts: readonly Part[];
      readonly terms: Terms;
    }
  | { readonly kind: "incident-acknowledged"; readonly by: PersonId }
  | ClockStruck
  | { readonly kind: "reminder-snoozed"; readonly by: PersonId; readonly minutes: number; readonly until: Instant }
  | { readonly kind: "resolution-confirmed"; readonly by: PersonId }
  | { readonly kind: "post-mortem-recorded"; readonly by: PersonId; readonly link: string }
  | { readonly kind: "channel-opened"; readonly channel: ChannelRef }
  | { readonly kind: "part-done"; readonly part: Part }
  | { readonly kind: "part-waiting"; readonly part: Part; readonly reason: string }
  | { readonly kind: "part-failed"; readonly part: Part; readonly reason: string; readonly remedy: string }
  | { readonly kind: "part-retried"; readonly part: Part; readonly by: PersonId };

export interface ClockStruck {
  readonly kind: "clock-struck";
  readonly clock: ClockKey;
  /** How often it has struck in its period, from 1. */
  readonly stage: number;
  /** What was promised. */
  readonly dueAt: Instant;
  /** How long after its time it struck: 0 unless the bot was away. */
  readonly lateMinutes: number;
  /** Who is reminded in private; otherwise the channel is. */
  readonly reminds?: PersonId | undefined;
  /** Who is called. */
  readonly pages: readonly Callee[];
  /** Of a level of the ladder. */
  readonly level?: { readonly announce: string; readonly declaresOutage: boolean } | undefined;
}

/** An event with its place in the incident's history. */
export interface RecordedEvent {
  readonly version: number;
  readonly at: Instant;
  readonly event: IncidentEvent;
}
