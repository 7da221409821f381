import { z } from "zod";
import { channel, identity, message, metadata, nextPage, nothing, posted, user, usergroup } from "./slack-shapes.ts";

/** What is sent with a message so that it can be recognised in the channel's history. */
export interface SlackMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, string>>;
}

type Blocks = readonly { readonly type: string }[];

/** Every Web API method we use, with what it is given and what we read of its answer. */
export interface SlackCalls {
  "auth.test": {
    args: object;
    result: { team_id: string; user_id: string; bot_id?: string | undefined; url?: string | undefined };
  };
  "bookmarks.add": {
    args: { channel_id: string; title: string; type: "link"; link: string; emoji?: string };
    result: object;
  };
  "bookmarks.list": {
    args: { channel_id: string };
    result: { bookmarks: { title: string; link?: string | null | undefined }[] };
  };
  "chat.getPermalink": { args: { channel: string; message_ts: string }; result: { permalink: string } };
  "chat.postEphemeral": {
    args: { channel: string; user: string; text: string; blocks?: Blocks; thread_ts?: string };
    result: object;
  };
  "chat.postMessage": {
    args: {
      channel: string;
      text: string;
      blocks?: Blocks;
      metadata?: SlackMetadata | undefined;
      thread_ts?: string;
      unfurl_links?: boolean;
      unfurl_media?: boolean;
    };
    result: { ts: string; channel: string };
  };
  "chat.update": {
    args: { channel: string; ts: string; text: string; blocks?: Blocks; metadata?: SlackMetadata | undefined };
    result: { ts: string; channel: string };
  };
  "conversations.create": { args: { name: string; is_private: boolean }; result: { channel: SlackChannel } };
  "conversations.history": {
    args: { channel: string; include_all_metadata: true; limit?: number; oldest?: string; cursor?: string };
    result: { messages: SlackHistoryMessage[]; response_metadata?: { next_cursor?: string | undefined } | undefined };
  };
  "conversations.info": {
    args: { channel: string };
    result: { channel: { id: string; name?: string | undefined; is_private?: boolean | undefined } };
  };
  "conversations.invite": { args: { channel: string; users: string; force?: boolean }; result: object };
  "conversations.join": {
    args: { channel: string };
    result: { channel?: { name?: string | undefined } | undefined };
  };
  "conversations.list": {
    args: { types: string; exclude_archived: boolean; limit: number; cursor?: string };
    result: { channels: SlackChannel[]; response_metadata?: { next_cursor?: string | undefined } | undefined };
  };
  "conversations.open": { args: { users: string }; result: { channel: { id: string } } };
  "conversations.setTopic": { args: { channel: string; topic: string }; result: object };
  "files.completeUploadExternal": {
    args: { files: { id: string; title: string }[]; channel_id?: string; thread_ts?: string; initial_comment?: string };
    result: object;
  };
  "files.getUploadURLExternal": {
    args: { filename: string; length: number; alt_txt?: string };
    result: { upload_url: string; file_id: string };
  };
  "pins.add": { args: { channel: string; timestamp: string }; result: object };
  "reactions.add": { args: { channel: string; timestamp: string; name: string }; result: object };
  "reactions.get": { args: { channel: string; timestamp: string; full: true }; result: { message: SlackMessage } };
  "reactions.remove": { args: { channel: string; timestamp: string; name: string }; result: object };
  "usergroups.list": {
    args: { include_users?: boolean };
    result: { usergroups: { id: string; handle: string; users?: string[] | undefined }[] };
  };
  "users.info": { args: { user: string }; result: { user: SlackUser } };
  "users.lookupByEmail": { args: { email: string }; result: { user: SlackUser } };
  "views.open": { args: { trigger_id: string; view: object }; result: { view?: { id: string } | undefined } };
  "views.publish": { args: { user_id: string; view: object }; result: object };
  "views.update": { args: { view_id: string; hash?: string; view: object }; result: object };
}

export type SlackMethod = keyof SlackCalls;

export interface SlackChannel {
  id: string;
  name: string;
  creator?: string | undefined;
  created?: number | undefined;
  is_member?: boolean | undefined;
}

export interface SlackHistoryMessage {
  ts: string;
  metadata?: { event_type: string; event_payload: Record<string, unknown> } | undefined;
}

/** A message as people see it. */
export interface SlackMessage {
  ts: string;
  user?: string | undefined;
  team?: string | undefined;
  text?: string | undefined;
  files?: { name?: string | undefined }[] | undefined;
  reactions?: { name: string }[] | undefined;
}

export interface SlackUser {
  id: string;
  name?: string | undefined;
  real_name?: string | undefined;
  team_id?: string | undefined;
  deleted?: boolean | undefined;
  is_bot?: boolean | undefined;
  is_restricted?: boolean | undefined;
  is_ultra_restricted?: boolean | undefined;
  is_stranger?: boolean | undefined;
  profile?: { email?: string | undefined } | undefined;
}

/** Slack's pace for a method: `message` is one a second in each channel, a tier is so many a minute in the whole workspace. */
export type SlackPace = "message" | "tier-2" | "tier-3" | "tier-4";

interface SlackMethodFacts<M extends SlackMethod> {
  /** Bot scopes that every use of it needs, public and private channels alike. */
  readonly scopes: readonly string[];
  readonly pace: SlackPace;
  /** Sent twice it changes what once would have changed. */
  readonly isRepeatable: boolean;
  readonly result: z.ZodType<SlackCalls[M]["result"]>;
}

/** Bot scopes without which Slack does not send what people do: commands, shortcuts, mentions. */
export const requestScopes = ["app_mentions:read", "commands"] as const;

/** The same methods as facts: the app manifest asks for exactly these scopes, and a test holds it to that. */
export const slackMethods: { readonly [M in SlackMethod]: SlackMethodFacts<M> } = {
  "auth.test": facts([], "tier-4", true, identity),
  "bookmarks.add": facts(["bookmarks:write"], "tier-2", false, nothing),
  "bookmarks.list": facts(
    ["bookmarks:read"],
    "tier-3",
    true,
    z.object({ bookmarks: z.array(z.object({ title: z.string(), link: z.string().nullish() })) }),
  ),
  "chat.getPermalink": facts([], "tier-4", true, z.object({ permalink: z.string() })),
  "chat.postEphemeral": facts(["chat:write"], "tier-4", true, nothing),
  "chat.postMessage": facts(["chat:write", "chat:write.public"], "message", false, posted),
  "chat.update": facts(["chat:write"], "tier-3", true, posted),
  "conversations.create": facts(["channels:manage", "groups:write"], "tier-2", false, z.object({ channel })),
  "conversations.history": facts(
    ["channels:history", "groups:history", "im:history"],
    "tier-3",
    true,
    z.object({
      messages: z.array(z.object({ ts: z.string(), metadata: metadata.optional().catch(undefined) })),
      response_metadata: nextPage,
    }),
  ),
  "conversations.info": facts(
    ["channels:read", "groups:read"],
    "tier-3",
    true,
    z.object({
      channel: z.object({ id: z.string(), name: z.string().optional(), is_private: z.boolean().optional() }),
    }),
  ),
  "conversations.invite": facts(["channels:manage", "groups:write"], "tier-3", true, nothing),
  "conversations.join": facts(
    ["channels:join"],
    "tier-3",
    true,
    z.object({ channel: z.object({ name: z.string().optional() }).optional() }),
  ),
  "conversations.list": facts(
    ["channels:read", "groups:read"],
    "tier-2",
    true,
    z.object({ channels: z.array(channel), response_metadata: nextPage }),
  ),
  "conversations.open": facts(["im:write"], "tier-3", true, z.object({ channel: z.object({ id: z.string() }) })),
  "conversations.setTopic": facts(["channels:manage", "groups:write"], "tier-2", true, nothing),
  "files.completeUploadExternal": facts(["files:write"], "tier-4", false, nothing),
  "files.getUploadURLExternal": facts(
    ["files:write"],
    "tier-4",
    true,
    z.object({ upload_url: z.string(), file_id: z.string() }),
  ),
  "pins.add": facts(["pins:write"], "tier-2", true, nothing),
  "reactions.add": facts(["reactions:write"], "tier-3", true, nothing),
  "reactions.get": facts(["reactions:read"], "tier-3", true, z.object({ message })),
  "reactions.remove": facts(["reactions:write"], "tier-3", true, nothing),
  "usergroups.list": facts(["usergroups:read"], "tier-2", true, z.object({ usergroups: z.array(usergroup) })),
  "users.info": facts(["users:read"], "tier-4", true, z.object({ user })),
  "users.lookupByEmail": facts(["users:read.email"], "tier-3", true, z.object({ user })),
  "views.open": facts([], "tier-4", false, z.object({ view: z.object({ id: z.string() }).optional() })),
  "views.publish": facts([], "tier-4", true, nothing),
  "views.update": facts([], "tier-4", true, nothing),
};

function facts<R>(
  scopes: readonly string[],
  pace: SlackPace,
  isRepeatable: boolean,
  result: z.ZodType<R>,
): { scopes: readonly string[]; pace: SlackPace; isRepeatable: boolean; result: z.ZodType<R> } {
  return { scopes, pace, isRepeatable, result };
}
