import type { JsonObject } from "../json.ts";
import { channelPayload } from "../state/channels.ts";
import { messagePayload } from "../state/messages.ts";
import type { Channel, Message } from "../state/types.ts";
import { isInside, joinedChannel, requireScope, visibleChannel } from "./access.ts";
import {
  flagArgument,
  listArgument,
  type Method,
  type MethodCall,
  MethodFailure,
  optionalText,
  requiredText,
} from "./method.ts";
import { pageOf } from "./pages.ts";

const KINDS: Readonly<Record<string, Channel["kind"]>> = {
  public_channel: "public",
  private_channel: "private",
  im: "direct",
  mpim: "group",
};

export const conversationsList: Method = (call) => {
  const types = listArgument(call, "types");
  const kinds = (types.length === 0 ? ["public_channel"] : types).map((type) => {
    const kind = KINDS[type];
    if (kind === undefined) throw new MethodFailure("invalid_types");
    return kind;
  });
  for (const kind of kinds) requireScope(call, kind);
  const shown = [...call.world.channels.values()]
    .filter((channel) => kinds.includes(channel.kind))
    .filter((channel) => channel.kind === "public" || isInside(call, channel))
    .filter((channel) => !channel.isArchived || !flagArgument(call, "exclude_archived"));
  const { items, response_metadata } = pageOf(call, shown, 100, 1000);
  const channels = items.map((channel) => {
    return { ...channelPayload(call.world, channel), num_members: channel.members.length };
  });
  return { channels, response_metadata };
};

/** Newest first, without replies and without what only one person sees. */
export const conversationsHistory: Method = (call) => {
  const channel = joinedChannel(call);
  const found = channel.messages.filter((message) => message.visibleTo === undefined && isTopLevel(message)).reverse();
  const inTime = found.filter((message) => isBetween(call, message.ts));
  const { items, response_metadata } = pageOf(call, inTime, 100, 999);
  const hasMore = response_metadata.next_cursor !== "";
  const messages = items.map((message) => withReplies(call, channel, message));
  return { messages, has_more: hasMore, pin_count: channel.pins.length, ...(hasMore ? { response_metadata } : {}) };
};

/** The message that opened the thread, then its replies, oldest first. */
export const conversationsReplies: Method = (call) => {
  const channel = visibleChannel(call);
  const ts = requiredText(call, "ts");
  const parent = channel.messages.find((message) => message.ts === ts && message.visibleTo === undefined);
  if (parent === undefined) throw new MethodFailure("thread_not_found");
  const replies = repliesTo(channel, parent).filter((message) => isBetween(call, message.ts));
  const { items, response_metadata } = pageOf(call, replies, 1000, 1000);
  const hasMore = response_metadata.next_cursor !== "";
  const messages = [withReplies(call, channel, parent), ...items.map((message) => shown(call, message))];
  return { messages, has_more: hasMore, ...(hasMore ? { response_metadata } : {}) };
};

function isTopLevel(message: Message): boolean {
  return message.threadTs === undefined || message.threadTs === message.ts;
}

function repliesTo(channel: Channel, parent: Message): readonly Message[] {
  return channel.messages.filter(
    ({ threadTs, ts, visibleTo }) => threadTs === parent.ts && ts !== parent.ts && !visibleTo,
  );
}

function withReplies(call: MethodCall, channel: Channel, message: Message): JsonObject {
  const replies = repliesTo(channel, message);
  if (replies.length === 0) return shown(call, message);
  const reply_users = [...new Set(replies.map(({ user }) => user))];
  const latest_reply = replies.at(-1)?.ts;
  return { ...shown(call, message), thread_ts: message.ts, reply_count: replies.length, reply_users, latest_reply };
}

function shown(call: MethodCall, message: Message): JsonObject {
  return messagePayload(call.world, message, flagArgument(call, "include_all_metadata"));
}

function isBetween(call: MethodCall, ts: string): boolean {
  const oldest = timeArgument(call, "oldest", 0);
  const latest = timeArgument(call, "latest", Number.POSITIVE_INFINITY);
  const at = Number(ts);
  return flagArgument(call, "inclusive") ? at >= oldest && at <= latest : at > oldest && at < latest;
}

function timeArgument(call: MethodCall, name: "oldest" | "latest", standard: number): number {
  const text = optionalText(call, name);
  if (text === undefined || text === "") return standard;
  const time = Number(text);
  if (!Number.isFinite(time)) throw new MethodFailure(`invalid_ts_${name}`);
  return time;
}
