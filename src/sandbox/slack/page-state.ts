/** What the sandbox page is sent and what it sends back. The page draws this and nothing else. */

import type { KnownBlock, View } from "@slack/types";

export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Emoji or initials drawn as the avatar. */
  readonly avatar: string;
  readonly kind: "member" | "guest" | "stranger" | "bot";
}

export interface PageConversation {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "private" | "direct";
  readonly isMember: boolean;
  readonly isArchived: boolean;
  readonly unread: number;
}

export interface PageFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
  /** Path on the sandbox server. */
  readonly url: string;
}

export interface PageMessage {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly threadTs?: string;
  readonly replyCount: number;
  readonly isEdited: boolean;
  /** Only the asking person sees it. */
  readonly isEphemeral: boolean;
  readonly isPinned: boolean;
  /** Somebody joined, the topic was set: Slack says it, nobody wrote it. */
  readonly isSystem?: boolean;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly files: readonly PageFile[];
}

export interface PageOpenConversation extends PageConversation {
  readonly topic: string;
  readonly purpose: string;
  readonly members: readonly string[];
  readonly bookmarks: readonly { readonly title: string; readonly link: string; readonly emoji?: string }[];
  /** Oldest first, thread replies included (they carry `threadTs`). The newest 200. */
  readonly messages: readonly PageMessage[];
}

/** A modal that is open for this person. `errors` by block id, after a refused submission. */
export interface PageModal {
  readonly id: string;
  readonly view: View;
  readonly errors: Readonly<Record<string, string>>;
  readonly isBusy: boolean;
  /** How many views are stacked below it. */
  readonly depth: number;
}

export interface PageTraffic {
  readonly id: number;
  /** ISO. */
  readonly at: string;
  readonly direction: "from-app" | "to-app";
  /** `chat.postMessage`, `slash_commands`, `block_actions` … */
  readonly what: string;
  /** `ok`, `acked`, or the error code. */
  readonly outcome: string;
  readonly body: string;
}

/** One server-sent event: the whole truth for one person looking at one conversation. */
export interface PageState {
  readonly team: { readonly id: string; readonly name: string };
  readonly app: { readonly name: string; readonly isConnected: boolean };
  readonly me: string;
  readonly people: readonly PagePerson[];
  readonly conversations: readonly PageConversation[];
  readonly conversation?: PageOpenConversation;
  readonly modal?: PageModal;
  /** The App Home of this person, once opened. */
  readonly home?: View;
  readonly shortcuts: readonly {
    readonly callbackId: string;
    readonly name: string;
    readonly kind: "global" | "message";
  }[];
  readonly commands: readonly { readonly command: string; readonly hint: string; readonly description: string }[];
  readonly traffic: readonly PageTraffic[];
  /** A line shown for a few seconds: "incident-commander did not answer in time". */
  readonly notice?: { readonly id: number; readonly text: string };
}

/** The element that was used, as the page read it; the server builds Slack's payload from the stored message or view. */
export interface PageActionInput {
  readonly blockId: string;
  readonly actionId: string;
  /** Button: absent. Select, radio, overflow, datepicker …: the value(s) chosen. Text: what was typed. */
  readonly value?: string | readonly string[];
}

/** `values[blockId][actionId]` as the page read them. */
export type PageFormValues = Readonly<Record<string, Readonly<Record<string, string | readonly string[] | null>>>>;

/** POST /page/act, body `{person, act}`; answer `{ok: true}` or `{ok: false, error}`. */
export type PageAct =
  | { readonly kind: "send"; readonly conversation: string; readonly text: string; readonly threadTs?: string }
  | {
      readonly kind: "click";
      readonly conversation: string;
      readonly ts: string;
      readonly input: PageActionInput;
      readonly values: PageFormValues;
    }
  | {
      readonly kind: "modal-click";
      readonly modal: string;
      readonly input: PageActionInput;
      readonly values: PageFormValues;
    }
  | { readonly kind: "modal-submit"; readonly modal: string; readonly values: PageFormValues }
  | { readonly kind: "modal-close"; readonly modal: string }
  | { readonly kind: "home-open" }
  | { readonly kind: "home-click"; readonly input: PageActionInput; readonly values: PageFormValues }
  | { readonly kind: "shortcut"; readonly callbackId: string; readonly conversation?: string; readonly ts?: string }
  | { readonly kind: "react"; readonly conversation: string; readonly ts: string; readonly name: string }
  | { readonly kind: "edit"; readonly conversation: string; readonly ts: string; readonly text: string }
  | { readonly kind: "delete"; readonly conversation: string; readonly ts: string }
  | { readonly kind: "join"; readonly conversation: string }
  | { readonly kind: "leave"; readonly conversation: string }
  | { readonly kind: "read"; readonly conversation: string };
