import type { ChannelRef, Instant, OpenStatus, Part, PersonId, Role } from "./incident.ts";

/** What is asked of an incident. Imperative; read once from a click, a word or the outcome of an effect. */
export type Command = Declare | IncidentCommand;

export interface Declare {
  readonly kind: "declare";
  readonly by: PersonId;
  readonly title: string;
  /** Words as typed; resolved against the catalog. */
  readonly service: string;
  /** Empty asks for the service's default. */
  readonly severity?: string | undefined;
  readonly isDrill: boolean;
  readonly isPrivate: boolean;
}

/** A command to an incident that exists. */
export type IncidentCommand = { readonly incident: string } & (PersonCommand | OutcomeCommand | Tick);

/** Asked by a person. `seen` is the version they were looking at: a click on an old card may be refused. */
export type PersonCommand = { readonly by: PersonId; readonly seen?: number | undefined } & (
  | PostUpdate
  | ChangeSeverity
  | AssignRole
  | AddTimelineEntry
  | Resolve
  | Reopen
  | RetryPart
  | Acknowledge
  | Snooze
  | ConfirmResolved
  | RecordPostMortem
);

export interface PostUpdate {
  readonly kind: "post-update";
  /** May be empty when only the status changes. */
  readonly text: string;
  readonly status?: OpenStatus | undefined;
  readonly affected?: string | undefined;
  readonly customersPercent?: number | undefined;
  readonly etaOfResolution?: Instant | undefined;
}

export interface ChangeSeverity {
  readonly kind: "change-severity";
  readonly severity: string;
  readonly reason?: string | undefined;
}

export interface AssignRole {
  readonly kind: "assign-role";
  readonly role: Role;
  readonly person: PersonId;
}

export interface AddTimelineEntry {
  readonly kind: "add-timeline-entry";
  readonly text: string;
}

export interface Resolve {
  readonly kind: "resolve";
  readonly text: string;
}

export interface Reopen {
  readonly kind: "reopen";
  readonly reason: string;
}

export interface RetryPart {
  readonly kind: "retry-part";
  readonly part: Part;
}

export interface Acknowledge {
  readonly kind: "acknowledge";
}

/** Puts the reminder of the next update off by so many minutes from now. */
export interface Snooze {
  readonly kind: "snooze";
  readonly minutes: number;
}

/** After the watch: it stayed well. */
export interface ConfirmResolved {
  readonly kind: "confirm-resolved";
}

export interface RecordPostMortem {
  readonly kind: "record-post-mortem";
  readonly link: string;
}

/** A clock may be due: asked by the queue at the time the incident said. */
export interface Tick {
  readonly kind: "tick";
}

/** What became of an effect, come back as a command. */
export type OutcomeCommand =
  | { readonly kind: "record-channel"; readonly channel: ChannelRef }
  | { readonly kind: "record-part-done"; readonly part: Part }
  | { readonly kind: "record-part-waiting"; readonly part: Part; readonly reason: string }
  | { readonly kind: "record-part-failed"; readonly part: Part; readonly reason: string; readonly remedy: string };
