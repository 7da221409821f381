import type { ClockKey, ClockProgress } from "./clock.ts";
import type { OpenRunbook } from "./open-runbook.ts";
import type { PageState } from "./page.ts";
import type { RunSummary } from "./run.ts";
import type { Terms } from "./terms.ts";
import type { PinnedMessage } from "./timeline-message.ts";

/**
 * What an incident is. State is folded from events by `evolve`; nothing else changes it.
 * Ids are opaque here: a `PersonId` names a person of one workspace, a `ChannelRef` a place to talk.
 */

/** `T0001/U0001`: workspace and user, so that the same user id of another workspace is somebody else. */
export type PersonId = string;

/** ISO 8601 in UTC. */
export type Instant = string;

export const statuses = ["investigating", "identified", "monitoring", "resolved"] as const;
export type Status = (typeof statuses)[number];
export type OpenStatus = Exclude<Status, "resolved">;

export const roles = ["lead", "communications", "operations", "scribe"] as const;
export type Role = (typeof roles)[number];

/** What the world is to show of an incident, each done, pending or failed on the card. */
export const parts = ["page", "channel", "card", "pin", "announcement", "topic", "bookmarks", "invitations"] as const;
export type Part = (typeof parts)[number];

export type PartState =
  | { readonly kind: "pending"; readonly since: Instant; readonly reason?: string | undefined }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly reason: string; readonly remedy: string };

export interface ChannelRef {
  readonly id: string;
  readonly name: string;
}

/** Another incident, as far as one needs to know it to point there. */
export interface MergedIncident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly status: Status;
  readonly isDrill: boolean;
  readonly isPrivate: boolean;
  readonly channel?: ChannelRef | undefined;
}

export interface Update {
  readonly at: Instant;
  readonly by: PersonId;
  readonly text: string;
}

export interface Incident {
  readonly id: string;
  /** Said by people: INC-7. */
  readonly number: number;
  /** Grows by one with every event. */
  readonly version: number;
  readonly title: string;
  readonly service: string;
  readonly severity: string;
  readonly status: Status;
  readonly isDrill: boolean;
  readonly isPrivate: boolean;
  readonly declaredBy: PersonId;
  readonly declaredAt: Instant;
  readonly roles: Readonly<Partial<Record<Role, PersonId>>>;
  /** Who has touched it: invited to the channel. */
  readonly people: readonly PersonId[];
  readonly affected?: string | undefined;
  readonly customersPercent?: number | undefined;
  readonly etaOfResolution?: Instant | undefined;
  readonly latestUpdate?: Update | undefined;
  /** When the world was last told something. */
  readonly updatedAt?: Instant | undefined;
  readonly terms: Terms;
  /** Who first looked into it, since it was declared or reopened. */
  readonly acknowledged?: { readonly at: Instant; readonly by: PersonId } | undefined;
  /** How far its clocks have come; those that never struck are not in it. */
  readonly clocks: Readonly<Partial<Record<ClockKey, ClockProgress>>>;
  /** Levels of the ladder that were called, in that order. */
  readonly reached: readonly { readonly name: string; readonly at: Instant }[];
  readonly outageSince?: Instant | undefined;
  readonly resolvedAt?: Instant | undefined;
  readonly resolution?: string | undefined;
  /** Somebody said after the watch that it stayed well. */
  readonly confirmed?: { readonly at: Instant; readonly by: PersonId } | undefined;
  readonly postMortem?: { readonly at: Instant; readonly by: PersonId; readonly link: string } | undefined;
  readonly reopenedCount: number;
  readonly channel?: ChannelRef | undefined;
  /** The channel that is to become its own, instead of a new one. */
  readonly place?: ChannelRef | undefined;
  /** Since when nobody leads it any more. */
  readonly leadLeftAt?: Instant | undefined;
  /** Messages on the timeline, by their place. */
  readonly pins?: Readonly<Record<string, PinnedMessage>> | undefined;
  /** Runbooks that people work through, by the name of their file. */
  readonly runbooks?: Readonly<Record<string, OpenRunbook>> | undefined;
  /** Where it goes on, if it turned out to be the same as another. */
  readonly mergedInto?: MergedIncident | undefined;
  /** Ids of incidents that turned out to be this one. */
  readonly duplicates?: readonly string[] | undefined;
  /** The pager said that it is over: the event that asks whether it is here, and the one that answered. */
  readonly resolveAsked?: { readonly version: number; readonly answered?: number | undefined } | undefined;
  /** What became of every page, oldest first. */
  readonly pages?: readonly PageState[] | undefined;
  /** The last runs of its runbooks, oldest first. */
  readonly runs?: readonly RunSummary[] | undefined;
  readonly parts: Readonly<Partial<Record<Part, PartState>>>;
}
