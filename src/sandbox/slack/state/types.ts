/** What a workspace holds. Only the functions of this folder and the methods change it. */

import type { JsonObject } from "../json.ts";

export interface Person {
  readonly id: string;
  /** Display name, as written after `@`. */
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  readonly title: string;
  readonly avatar: string;
  readonly kind: "member" | "guest" | "stranger" | "bot";
  readonly teamId: string;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface Reaction {
  readonly name: string;
  readonly users: string[];
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  text: string;
  blocks: readonly JsonObject[];
  attachments: readonly JsonObject[];
  metadata?: JsonObject;
  readonly threadTs?: string;
  /** `ts` of the last edit. */
  editedTs?: string;
  readonly subtype?: string;
  /** Set on an ephemeral message: the only person who sees it. */
  readonly visibleTo?: string;
  readonly reactions: Reaction[];
  readonly files: readonly string[];
  readonly username?: string;
}

export interface Bookmark {
  readonly id: string;
  title: string;
  link: string;
  emoji?: string;
}

export interface Pin {
  readonly ts: string;
  readonly by: string;
  readonly atMs: number;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly kind: "public" | "private" | "direct" | "group";
  readonly creator: string;
  readonly createdMs: number;
  readonly members: string[];
  readonly previousNames: string[];
  isArchived: boolean;
  readonly isGeneral: boolean;
  topic: string;
  purpose: string;
  /** Oldest first; thread replies and ephemeral messages included. */
  readonly messages: Message[];
  readonly pins: Pin[];
  readonly bookmarks: Bookmark[];
  /** Person → `ts` up to which they have read. */
  readonly readUpTo: Map<string, string>;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly altText: string;
  readonly user: string;
  readonly createdMs: number;
  readonly declaredLength: number;
  content?: Uint8Array;
  isComplete: boolean;
  /** Channels it was shared to, with the message's `ts`. */
  readonly shares: { readonly channel: string; readonly ts: string }[];
}

/** A view as the app gave it, with what Slack adds. */
export interface StoredView {
  readonly id: string;
  readonly person: string;
  /** Where the person was when it opened. */
  readonly rootId: string;
  readonly previousId?: string;
  hash: string;
  /** As validated: every block has a `block_id`, every element an `action_id`. */
  view: JsonObject;
  /** What the person has put in: `values[blockId][actionId]`. */
  values: FormValues;
  errors: Readonly<Record<string, string>>;
  isBusy: boolean;
}

export type FormValue = string | readonly string[] | null;
export type FormValues = Readonly<Record<string, Readonly<Record<string, FormValue>>>>;

/** One Web API call as it arrived and how it ended. */
export interface ApiCall {
  readonly id: number;
  readonly method: string;
  readonly args: JsonObject;
  /** `ok`, an error code, or what a fault did: `http-500`, `dropped`, `hung`. */
  readonly outcome: string;
  readonly atMs: number;
}
