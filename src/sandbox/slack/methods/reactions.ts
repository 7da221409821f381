import { findMessage, messagePayload } from "../state/messages.ts";
import { addReaction, removeReaction } from "../state/reactions.ts";
import type { Channel, Message } from "../state/types.ts";
import { isInside, visibleChannel } from "./access.ts";
import { type Method, type MethodCall, MethodFailure, optionalText, requiredText } from "./method.ts";

export const reactionsAdd: Method = (call) => {
  const { channel, message } = target(call);
  if (channel.isArchived) throw new MethodFailure("is_archived");
  if (!addReaction(call.world, channel, message, nameArgument(call), call.world.app.botUserId))
    throw new MethodFailure("already_reacted");
  return {};
};

export const reactionsRemove: Method = (call) => {
  const { channel, message } = target(call);
  if (!removeReaction(call.world, channel, message, nameArgument(call), call.world.app.botUserId))
    throw new MethodFailure("no_reaction");
  return {};
};

export const reactionsGet: Method = (call) => {
  const channel = visibleChannel(call);
  const message = messageArgument(call, channel);
  return { type: "message", channel: channel.id, message: messagePayload(call.world, message) };
};

function target(call: MethodCall): { readonly channel: Channel; readonly message: Message } {
  const channel = visibleChannel(call);
  if (!isInside(call, channel)) throw new MethodFailure("no_access");
  return { channel, message: messageArgument(call, channel) };
}

function messageArgument(call: MethodCall, channel: Channel): Message {
  const ts = optionalText(call, "timestamp");
  if (ts === undefined || ts === "") throw new MethodFailure("no_item_specified");
  if (!/^\d+\.\d{6}$/.test(ts)) throw new MethodFailure("bad_timestamp");
  const message = findMessage(channel, ts);
  if (message === undefined) throw new MethodFailure("message_not_found");
  return message;
}

function nameArgument(call: MethodCall): string {
  const name = requiredText(call, "name");
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new MethodFailure("invalid_name");
  return name;
}
