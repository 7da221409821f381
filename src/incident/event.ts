import type { ChannelRef, Instant, Part, PersonId, Role, Status } from "./incident.ts";

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
  | { readonly kind: "incident-reopened"; readonly by: PersonId; readonly reason: string }
  | { readonly kind: "channel-opened"; readonly channel: ChannelRef }
  | { readonly kind: "part-done"; readonly part: Part }
  | { readonly kind: "part-waiting"; readonly part: Part; readonly reason: string }
  | { readonly kind: "part-failed"; readonly part: Part; readonly reason: string; readonly remedy: string }
  | { readonly kind: "part-retried"; readonly part: Part; readonly by: PersonId };

/** An event with its place in the incident's history. */
export interface RecordedEvent {
  readonly version: number;
  readonly at: Instant;
  readonly event: IncidentEvent;
}
