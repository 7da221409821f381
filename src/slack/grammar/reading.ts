import type { FreezeWish } from "../../approval/freeze.ts";
import type { Catalog } from "../../catalog/types.ts";
import type {
  Acknowledge,
  AddTimelineEntry,
  AssignRole,
  ChangeSeverity,
  ConfirmResolved,
  Declare,
  LeaveRole,
  PostUpdate,
  RecordPostMortem,
  Reopen,
  Resolve,
  Snooze,
} from "../../incident/command.ts";
import type { ChannelRef, OpenStatus, PersonId, Role } from "../../incident/incident.ts";
import type { AskPage, Escalate, KeepOpen } from "../../incident/page-command.ts";
import type { RecordedMessage } from "../../incident/timeline-message.ts";
import type { StatsQuestion } from "../../store/incident-figures.ts";
import type { IncidentFilter } from "../../store/list-incidents.ts";
import type { OnCallShown } from "../on-call-shown.ts";
import type { CommandEntry } from "./commands.ts";

/** Who says it, and the services that can be meant. */
export interface Speaker {
  readonly by: PersonId;
  readonly catalog: Catalog;
}

/** What was meant by a line of text. */
export type Reading =
  /** `/incident` alone. */
  | { readonly kind: "here" }
  | { readonly kind: "list"; readonly filter: IncidentFilter }
  | { readonly kind: "stats"; readonly question: StatsQuestion }
  | { readonly kind: "help"; readonly entry?: CommandEntry | undefined }
  /** `isHere`: in the channel it was typed in, instead of a new one. */
  | { readonly kind: "declare"; readonly declare: Declare; readonly isHere?: boolean | undefined }
  | { readonly kind: "open-declare"; readonly prefill: DeclarePrefill; readonly isHere?: boolean | undefined }
  /** Without a service it is meant for that of the channel. */
  | { readonly kind: "emergency"; readonly service?: string | undefined; readonly title: string }
  | { readonly kind: "timeline"; readonly entry: CommandEntry; readonly target: Target }
  /** Without words it is asked which runbooks fit. */
  | { readonly kind: "run"; readonly entry: CommandEntry; readonly target: Target; readonly words: string }
  | { readonly kind: "evidence"; readonly entry: CommandEntry; readonly target: Target }
  /** A change to be asked for; nothing of it is done before others agree. */
  | {
      readonly kind: "change";
      readonly entry: CommandEntry;
      readonly target: Target;
      readonly change: Change;
      readonly reason: string;
    }
  | { readonly kind: "freeze"; readonly wish: FreezeWish }
  | { readonly kind: "merge"; readonly entry: CommandEntry; readonly target: Target; readonly into: Target }
  | { readonly kind: "ask"; readonly entry: CommandEntry; readonly target: Target; readonly ask: Ask }
  | { readonly kind: "clocks"; readonly entry: CommandEntry; readonly target: Target }
  | {
      readonly kind: "open-modal";
      readonly entry: CommandEntry;
      readonly target: Target;
      readonly prefill: ModalPrefill;
    }
  /** One sentence that names the word at fault and shows the right form. Plain text. */
  | { readonly kind: "wrong"; readonly sentence: string };

/** Which incident: that of the channel it was typed in, one by number, or that of a named channel. */
export type Target =
  | { readonly kind: "here" }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "channel"; readonly id: string };

/** `named`: a deployment of the catalog, as it was typed. */
export type Change = { readonly named?: string | undefined } & (
  | { readonly kind: "rollback"; readonly toRevision?: number | undefined }
  | { readonly kind: "restart" }
  | { readonly kind: "scale"; readonly replicas?: number | undefined }
);

export type Ask =
  | PostUpdate
  | ChangeSeverity
  | AssignRole
  | LeaveRole
  | AddTimelineEntry
  | Resolve
  | Reopen
  | Acknowledge
  | Snooze
  | ConfirmResolved
  | RecordPostMortem
  | AskPage
  | Escalate
  | KeepOpen;

export interface DeclarePrefill {
  readonly title: string;
  /** Key of a service of the catalog. */
  readonly service?: string | undefined;
  /** As typed. */
  readonly severity?: string | undefined;
  readonly isPrivate: boolean;
  readonly isDrill: boolean;
  /** The channel that becomes the incident's own. */
  readonly place?: ChannelRef | undefined;
  /** The message it was declared from. */
  readonly message?: RecordedMessage | undefined;
  /** Incidents like it were shown, and it is to be declared all the same. */
  readonly isAnother?: boolean | undefined;
  /** An alert asks for it. */
  readonly isAlerted?: boolean | undefined;
}

/** Which modal, and what was typed of it already. */
export type ModalPrefill =
  | { readonly modal: "update"; readonly status?: OpenStatus | undefined }
  | { readonly modal: "severity" }
  | { readonly modal: "lead" }
  | { readonly modal: "roles"; readonly role?: Role | undefined }
  | { readonly modal: "resolve" }
  | { readonly modal: "reopen" }
  | { readonly modal: "page"; readonly onCall?: OnCallShown | undefined }
  | { readonly modal: "postmortem" };
