import type { PersonId } from "./incident.ts";
import type { PageTarget } from "./page.ts";
import type { MessageRef } from "./timeline-message.ts";

/**
 * What the world is owed because of an event. It names what to bring about, not what to send: the performer renders from
 * the state of the moment, so performing twice, late or out of order shows the same truth.
 */
export type Effect =
  | PageEffect
  /** Asks the pager whom a page calls. */
  | { readonly kind: "follow-page"; readonly dedupKey: string }
  /** Tells the pager what has become of its pages here: acknowledged, or over. */
  | { readonly kind: "settle-pages" }
  /** Writes to the people of a page that does not get through. */
  | { readonly kind: "call-otherwise"; readonly page: string }
  /** Asks in a service's channel whether what its pager rings for is an incident. Belongs to none yet. */
  | {
      readonly kind: "offer-declare";
      readonly service: string;
      readonly title: string;
      readonly url?: string | undefined;
      readonly pagerId: string;
    }
  | { readonly kind: "open-channel" }
  | { readonly kind: "show"; readonly surface: Surface }
  /** The lines of events in the incident channel, in order. */
  | { readonly kind: "tell" }
  | { readonly kind: "pin-card" }
  | { readonly kind: "set-topic" }
  | { readonly kind: "add-bookmarks" }
  | { readonly kind: "invite"; readonly people: readonly PersonId[] }
  /** Looks at a message that was marked, unmarked, edited or deleted. */
  | { readonly kind: "read-message"; readonly message: MessageRef; readonly by: PersonId }
  /** Shows under a message whether it is on the timeline. */
  | { readonly kind: "mark-message"; readonly message: MessageRef }
  /** The whole timeline as a file, to one person. `version` tells one request from the next. */
  | { readonly kind: "send-timeline"; readonly to: PersonId; readonly version: number }
  /** Runs what a run was planned to, and keeps its message true meanwhile. */
  | { readonly kind: "run"; readonly run: number }
  /** Runs what only looks in the runbook that fits best, because an alert declared the incident. */
  | { readonly kind: "auto-run" }
  /** Everything a run printed, as a file below its message. `version` tells one request from the next. */
  | { readonly kind: "send-run-output"; readonly run: number; readonly to: PersonId; readonly version: number }
  /** Tells the incident that goes on of this one, its duplicate. */
  | { readonly kind: "join-duplicate"; readonly by: PersonId };

/** Calls the people of these roles; or, if somebody asked for it by hand, whom they named: then `level` is the key of the page. */
export interface PageEffect {
  readonly kind: "page";
  readonly level: string;
  readonly roles: readonly string[];
  readonly reason: string;
  readonly to?: PageTarget | undefined;
}

/** A message kept true: the card, the announcement, or what a single event says. */
export type Surface = "card" | "announcement" | ReminderSurface | BriefSurface | RunbookSurface | RunSurface;

/** The line of an event in the incident channel, or its direct message to the person it reminds. */
export type ReminderSurface = `event-${number}` | `reminder-${number}`;

/** What an event means for one person, told to them in private: what their role does, what to hand over. */
export type BriefSurface = `brief-${number}`;

/** The checklist of a runbook that was opened, by the name of its file. */
export type RunbookSurface = `runbook-${string}`;

/** What a run prints, by the version of the event that began it. */
export type RunSurface = `run-${number}`;

/** An effect of one incident, as the queue holds it. `key` collapses repeats and keeps two of a kind from running at once. */
export interface OwedEffect {
  readonly incident: string;
  readonly effect: Effect;
  readonly key: string;
  /** Lower goes first: the page before everything, then by severity. */
  readonly priority: number;
  /** Milliseconds to wait, so that several changes become one edit. */
  readonly delayMs: number;
}
