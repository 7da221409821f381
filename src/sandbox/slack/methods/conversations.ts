import { publishEvent } from "../delivery/events.ts";
import { archiveChannel, channelByName, channelPayload, createChannel, openDirect } from "../state/channels.ts";
import { noteInChannel } from "../state/messages.ts";
import type { Channel } from "../state/types.ts";
import { joinedChannel, requireChannelProper, requireNotArchived, requireScope, visibleChannel } from "./access.ts";
import {
  flagArgument,
  listArgument,
  type Method,
  type MethodCall,
  MethodFailure,
  optionalText,
  requiredText,
} from "./method.ts";

const LONGEST_TOPIC = 250;

export const conversationsCreate: Method = (call) => {
  const kind = flagArgument(call, "is_private") ? "private" : "public";
  requireScope(call, kind);
  const name = freeName(call);
  const creator = call.world.app.botUserId;
  const channel = createChannel(call.world, { name, kind, creator, members: [creator] });
  return { channel: channelPayload(call.world, channel) };
};

export const conversationsRename: Method = (call) => {
  const channel = joinedChannel(call);
  requireChannelProper(channel);
  requireNotArchived(channel);
  // Only who made a channel, or an admin, may rename it.
  if (channel.creator !== call.world.app.botUserId) throw new MethodFailure("not_authorized");
  const name = freeName(call, channel);
  channel.previousNames.push(channel.name);
  channel.name = name;
  const event = { id: channel.id, name, created: Math.floor(channel.createdMs / 1000) };
  void publishEvent(call.world, { type: "channel_rename", channel: event, event_ts: call.world.ids.ts() }, channel);
  call.world.changes.notify();
  return { channel: channelPayload(call.world, channel) };
};

export const conversationsArchive: Method = (call) => {
  const channel = visibleChannel(call);
  requireChannelProper(channel);
  if (channel.isArchived) throw new MethodFailure("already_archived");
  if (channel.isGeneral) throw new MethodFailure("cant_archive_general");
  joinedChannel(call);
  archiveChannel(call.world, channel, call.world.app.botUserId);
  return {};
};

export const conversationsSetTopic: Method = (call) => {
  const channel = describedChannel(call);
  const topic = shortText(call, "topic");
  channel.topic = topic;
  noteInChannel(call.world, channel, call.world.app.botUserId, "channel_topic", `set the channel topic: ${topic}`);
  return { channel: channelPayload(call.world, channel) };
};

export const conversationsSetPurpose: Method = (call) => {
  const channel = describedChannel(call);
  const purpose = shortText(call, "purpose");
  channel.purpose = purpose;
  noteInChannel(
    call.world,
    channel,
    call.world.app.botUserId,
    "channel_purpose",
    `set the channel purpose: ${purpose}`,
  );
  return { purpose, channel: channelPayload(call.world, channel) };
};

export const conversationsInfo: Method = (call) => {
  const channel = visibleChannel(call);
  const count = flagArgument(call, "include_num_members") ? { num_members: channel.members.length } : {};
  return { channel: { ...channelPayload(call.world, channel), ...count } };
};

export const conversationsOpen: Method = (call) => {
  const { world } = call;
  const known = optionalText(call, "channel");
  const users = listArgument(call, "users");
  if (known === undefined && users.length === 0) throw new MethodFailure("users_list_not_supplied");
  if (users.length > 8) throw new MethodFailure("too_many_users");
  requireScope(call, users.length > 1 ? "group" : "direct");
  if (known !== undefined) return { channel: { id: visibleChannel(call).id } };
  if (users.some((user) => !world.people.has(user))) throw new MethodFailure("user_not_found");
  const { channel, isNew } = openDirect(world, [...users, world.app.botUserId]);
  const whole = flagArgument(call, "return_im") ? channelPayload(world, channel) : { id: channel.id };
  return { ...(isNew ? {} : { no_op: true, already_open: true }), channel: whole };
};

/** A name for a channel, as Slack allows it and nobody has it, archived channels included. */
function freeName(call: MethodCall, except?: Channel): string {
  const name = optionalText(call, "name") ?? "";
  if (name === "") throw new MethodFailure("invalid_name_required");
  if (name.length > 80) throw new MethodFailure("invalid_name_maxlength");
  if (!/^[a-z0-9_-]+$/.test(name)) throw new MethodFailure("invalid_name_specials");
  if (!/[a-z0-9]/.test(name)) throw new MethodFailure("invalid_name_punctuation");
  const holder = channelByName(call.world, name);
  if (holder !== undefined && holder !== except) throw new MethodFailure("name_taken");
  return name;
}

function describedChannel(call: MethodCall): Channel {
  const channel = joinedChannel(call);
  requireChannelProper(channel);
  requireNotArchived(channel);
  return channel;
}

function shortText(call: MethodCall, name: string): string {
  const text = call.args[name] === "" ? "" : requiredText(call, name);
  if (text.length > LONGEST_TOPIC) throw new MethodFailure("too_long");
  return text;
}
