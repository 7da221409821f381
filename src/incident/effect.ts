import type { PersonId } from "./incident.ts";

/**
 * What the world is owed because of an event. It names what to bring about, not what to send: the performer renders from
 * the state of the moment, so performing twice, late or out of order shows the same truth.
 */
export type Effect =
  | { readonly kind: "page"; readonly level: string; readonly roles: readonly string[]; readonly reason: string }
  | { readonly kind: "open-channel" }
  | { readonly kind: "show"; readonly surface: Surface }
  /** The lines of events in the incident channel, in order. */
  | { readonly kind: "tell" }
  | { readonly kind: "pin-card" }
  | { readonly kind: "set-topic" }
  | { readonly kind: "add-bookmarks" }
  | { readonly kind: "invite"; readonly people: readonly PersonId[] };

/** A message kept true: the card, the announcement, or what a single event says. */
export type Surface = "card" | "announcement" | ReminderSurface;

/** The line of an event in the incident channel, or its direct message to the person it reminds. */
export type ReminderSurface = `event-${number}` | `reminder-${number}`;

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
