import { openDirect } from "../state/channels.ts";
import { deleteMessage, editMessage, findMessage, messagePayload, postMessage } from "../state/messages.ts";
import type { Channel, Message } from "../state/types.ts";
import { isInside, missingScope, requireNotArchived, requireScope, visibleChannel } from "./access.ts";
import { messageContent, metadataArgument, requireSomething } from "./message-content.ts";
import { type Method, type MethodCall, MethodFailure, optionalText, requiredText } from "./method.ts";

/** Slack cuts a new message here without a word; a changed one is refused much earlier. */
const LONGEST_TEXT = 40_000;
const LONGEST_CHANGED_TEXT = 4000;

export const chatPostMessage: Method = (call) => {
  const channel = postingChannel(call);
  requireNotArchived(channel);
  if (!isInside(call, channel) && !call.world.app.scopes.has("chat:write.public"))
    throw new MethodFailure("not_in_channel");
  const isDisguised = ["username", "icon_emoji", "icon_url"].some((name) => call.args[name] !== undefined);
  if (isDisguised && !call.world.app.scopes.has("chat:write.customize"))
    throw missingScope(call, "chat:write.customize");
  const content = messageContent(call, "msg_blocks_too_long");
  requireSomething(content);
  const metadata = metadataArgument(call);
  const threadTs = threadArgument(call, channel);
  const username = optionalText(call, "username");
  const message = postMessage(call.world, channel, {
    ...content,
    user: call.world.app.botUserId,
    text: (content.text ?? "").slice(0, LONGEST_TEXT),
    ...(metadata === undefined ? {} : { metadata }),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(username === undefined ? {} : { username }),
  });
  return { channel: channel.id, ts: message.ts, message: messagePayload(call.world, message) };
};

export const chatUpdate: Method = (call) => {
  const channel = visibleChannel(call);
  const message = ownMessage(call, channel, "cant_update_message");
  if (channel.isArchived) throw new MethodFailure("cant_update_message");
  const content = messageContent(call, "msg_too_long");
  if ((content.text ?? "").length > LONGEST_CHANGED_TEXT) throw new MethodFailure("msg_too_long");
  requireSomething({ blocks: message.blocks, attachments: message.attachments, ...content });
  const metadata = metadataArgument(call);
  // What is not given stays as it was.
  editMessage(call.world, channel, message, { ...content, ...(metadata === undefined ? {} : { metadata }) });
  return { channel: channel.id, ts: message.ts, text: message.text, message: messagePayload(call.world, message) };
};

export const chatDelete: Method = (call) => {
  const channel = visibleChannel(call);
  const message = ownMessage(call, channel, "cant_delete_message");
  deleteMessage(call.world, channel, message);
  return { channel: channel.id, ts: message.ts };
};

export const chatGetPermalink: Method = (call) => {
  const channel = visibleChannel(call);
  const message = findMessage(channel, requiredText(call, "message_ts"));
  if (message === undefined) throw new MethodFailure("message_not_found");
  return { channel: channel.id, permalink: `${call.world.url}/archives/${channel.id}/p${message.ts.replace(".", "")}` };
};

/** A thread is opened by a message that is there and is not itself a reply. */
export function threadArgument(call: MethodCall, channel: Channel, failure = "cannot_reply_to_message") {
  const threadTs = optionalText(call, "thread_ts");
  if (threadTs === undefined || threadTs === "") return undefined;
  const parent = findMessage(channel, threadTs);
  if (parent === undefined || (parent.threadTs !== undefined && parent.threadTs !== parent.ts))
    throw new MethodFailure(failure);
  return threadTs;
}

/** A conversation, or a person: then the app's direct conversation with them. */
function postingChannel(call: MethodCall): Channel {
  const id = requiredText(call, "channel");
  const person = call.world.people.get(id);
  if (person === undefined) return visibleChannel(call);
  requireScope(call);
  return openDirect(call.world, [id, call.world.app.botUserId]).channel;
}

function ownMessage(call: MethodCall, channel: Channel, failure: string): Message {
  const message = findMessage(channel, requiredText(call, "ts"));
  if (message === undefined) throw new MethodFailure("message_not_found");
  if (message.user !== call.world.app.botUserId) throw new MethodFailure(failure);
  return message;
}
