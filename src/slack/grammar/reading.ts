import type { Catalog } from "../../catalog/types.ts";
import type {
  Acknowledge,
  AssignRole,
  ChangeSeverity,
  ConfirmResolved,
  Declare,
  PostUpdate,
  RecordPostMortem,
  Reopen,
  Resolve,
  Snooze,
} from "../../incident/command.ts";
import type { OpenStatus, PersonId } from "../../incident/incident.ts";
import type { StatsQuestion } from "../../store/incident-figures.ts";
import type { IncidentFilter } from "../../store/list-incidents.ts";
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
  | { readonly kind: "declare"; readonly declare: Declare }
  | { readonly kind: "open-declare"; readonly prefill: DeclarePrefill }
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

export type Ask =
  | PostUpdate
  | ChangeSeverity
  | AssignRole
  | Resolve
  | Reopen
  | Acknowledge
  | Snooze
  | ConfirmResolved
  | RecordPostMortem;

export interface DeclarePrefill {
  readonly title: string;
  /** Key of a service of the catalog. */
  readonly service?: string | undefined;
  /** As typed. */
  readonly severity?: string | undefined;
  readonly isPrivate: boolean;
  readonly isDrill: boolean;
}

/** Which modal, and what was typed of it already. */
export type ModalPrefill =
  | { readonly modal: "update"; readonly status?: OpenStatus | undefined }
  | { readonly modal: "severity" }
  | { readonly modal: "lead" }
  | { readonly modal: "resolve" }
  | { readonly modal: "reopen" }
  | { readonly modal: "postmortem" };
