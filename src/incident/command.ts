import type { ChangeNews } from "./change-news.ts";
import type { ChannelRef, Instant, MergedIncident, OpenStatus, Part, PersonId, Role } from "./incident.ts";
import type { AskPage, Escalate, KeepOpen, PageOutcome } from "./page-command.ts";
import type { RunCommand, RunOutcome } from "./run-command.ts";
import type { RunbookCommand } from "./runbook-command.ts";
import type { MessageRef, RecordedMessage } from "./timeline-message.ts";

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
  /** Everybody of the service's ladder is called at once. */
  readonly isEmergency?: boolean | undefined;
  /** An alert asked for it, and a person said yes. */
  readonly isAlerted?: boolean | undefined;
  /** A channel that is there already and becomes the incident's own. */
  readonly place?: ChannelRef | undefined;
  /** The message that tells of it: the first entry of the timeline. */
  readonly message?: RecordedMessage | undefined;
}

/** A command to an incident that exists. */
export type IncidentCommand = { readonly incident: string } & (PersonCommand | OutcomeCommand | Tick);

/** Asked by a person. `seen` is the version they were looking at: a click on an old card may be refused. */
export type PersonCommand = { readonly by: PersonId; readonly seen?: number | undefined } & (
  | PostUpdate
  | ChangeSeverity
  | AssignRole
  | LeaveRole
  | JoinIncident
  | NoticeLeadAway
  | AddTimelineEntry
  | NoticeMessage
  | KeepMessage
  | RequestTimeline
  | Merge
  | Resolve
  | Reopen
  | RetryPart
  | Acknowledge
  | Snooze
  | ConfirmResolved
  | RecordPostMortem
  | RunbookCommand
  | RunCommand
  | AskPage
  | Escalate
  | KeepOpen
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

/** Gives up a role that the person holds themselves. */
export interface LeaveRole {
  readonly kind: "leave-role";
  readonly role: Role;
}

/** Wants to be brought into the channel. */
export interface JoinIncident {
  readonly kind: "join";
}

/** Has left the incident's channel. */
export interface NoticeLeadAway {
  readonly kind: "notice-lead-away";
}

export interface AddTimelineEntry {
  readonly kind: "add-timeline-entry";
  readonly text: string;
  /** When it happened, if not now: the last time the clock showed this. */
  readonly time?: TimeOfDay | undefined;
}

/** In the organization's time zone, unless it was written as UTC. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly isUtc: boolean;
}

/** A message was marked, unmarked, edited or deleted: it is to be looked at. */
export interface NoticeMessage {
  readonly kind: "notice-message";
  readonly message: MessageRef;
  /** Its mark moved; otherwise its words, which matters only of a message that is on the timeline. */
  readonly isMark: boolean;
}

/** Puts a message on the timeline, mark or no mark. */
export interface KeepMessage {
  readonly kind: "keep-message";
  readonly message: RecordedMessage;
}

/** The whole timeline as a file. */
export interface RequestTimeline {
  readonly kind: "request-timeline";
}

/** This incident is a duplicate of that one. */
export interface Merge {
  readonly kind: "merge";
  readonly into: MergedIncident;
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
  | PageOutcome
  | RunOutcome
  | { readonly kind: "record-channel"; readonly channel: ChannelRef }
  | {
      readonly kind: "record-message";
      readonly by: PersonId;
      readonly message: RecordedMessage;
      /** Whether it bears the mark now. */
      readonly isMarked: boolean;
    }
  | { readonly kind: "record-message-gone"; readonly message: MessageRef }
  /** Something has become of a change that was asked for. */
  | { readonly kind: "record-change"; readonly change: ChangeNews }
  /** To the incident that goes on: another turned out to be the same. */
  | {
      readonly kind: "record-duplicate";
      readonly by: PersonId;
      readonly duplicate: MergedIncident;
      readonly people: readonly PersonId[];
    }
  | { readonly kind: "record-part-done"; readonly part: Part }
  | { readonly kind: "record-part-waiting"; readonly part: Part; readonly reason: string }
  | { readonly kind: "record-part-failed"; readonly part: Part; readonly reason: string; readonly remedy: string };
