import type { ChangeNews } from "./change-news.ts";
import type { ClockKey } from "./clock.ts";
import type { ChannelRef, Instant, MergedIncident, Part, PersonId, Role, Status } from "./incident.ts";
import type { PageEvent } from "./page-event.ts";
import type { RunEvent } from "./run-event.ts";
import type { RunbookEvent } from "./runbook-event.ts";
import type { Callee, Terms } from "./terms.ts";
import type { MessageRef, RecordedMessage } from "./timeline-message.ts";

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
      readonly isEmergency?: boolean | undefined;
      readonly isAlerted?: boolean | undefined;
      /** The channel that becomes its own. */
      readonly place?: ChannelRef | undefined;
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
  | { readonly kind: "role-left"; readonly by: PersonId; readonly role: Role }
  | { readonly kind: "person-joined"; readonly by: PersonId }
  /** The lead has left the channel. */
  | { readonly kind: "lead-away"; readonly by: PersonId }
  | {
      readonly kind: "timeline-entry-added";
      readonly by: PersonId;
      readonly text: string;
      /** When, if it was written down later. */
      readonly happenedAt?: Instant | undefined;
    }
  | { readonly kind: "message-noticed"; readonly by: PersonId; readonly message: MessageRef }
  /** A message on the timeline, or its new words. */
  | {
      readonly kind: "message-recorded";
      readonly by: PersonId;
      readonly message: RecordedMessage;
      readonly isKept: boolean;
    }
  | { readonly kind: "message-dropped"; readonly message: MessageRef; readonly reason: "unmarked" | "deleted" }
  | { readonly kind: "timeline-requested"; readonly by: PersonId }
  | { readonly kind: "change-recorded"; readonly change: ChangeNews }
  | { readonly kind: "incident-merged"; readonly by: PersonId; readonly into: MergedIncident }
  /** Another one, which was this one; its people come over. */
  | {
      readonly kind: "duplicate-recorded";
      readonly by: PersonId;
      readonly duplicate: MergedIncident;
      readonly people: readonly PersonId[];
    }
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
  | PageEvent
  | RunbookEvent
  | RunEvent
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
