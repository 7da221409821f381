import { publishEvent } from "../delivery/events.ts";
import type { JsonObject } from "../json.ts";
import { filePayload } from "./files.ts";
import type { Channel, Message } from "./types.ts";
import type { World } from "./world.ts";

export interface MessageDraft {
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly JsonObject[];
  readonly attachments?: readonly JsonObject[];
  readonly metadata?: JsonObject;
  readonly threadTs?: string;
  readonly subtype?: string;
  readonly visibleTo?: string;
  readonly files?: readonly string[];
  readonly username?: string;
}

/** Puts a message at the end of a channel. */
export function addMessage(world: World, channel: Channel, draft: MessageDraft): Message {
  const message: Message = {
    blocks: [],
    attachments: [],
    files: [],
    ...draft,
    ts: world.ids.ts(),
    channel: channel.id,
    reactions: [],
  };
  channel.messages.push(message);
  channel.readUpTo.set(draft.user, message.ts);
  world.changes.notify();
  return message;
}

/** Puts a message at the end of a channel and tells the app of it. */
export function postMessage(world: World, channel: Channel, draft: MessageDraft): Message {
  const message = addMessage(world, channel, draft);
  void publishEvent(world, messageEvent(world, channel, message), channel);
  return message;
}

/** The line Slack itself writes when people come and go or a topic changes. */
export function noteInChannel(world: World, channel: Channel, user: string, subtype: string, text: string): void {
  postMessage(world, channel, { user, text, subtype });
}

export function findMessage(channel: Channel, ts: string): Message | undefined {
  return channel.messages.find((message) => message.ts === ts && message.visibleTo === undefined);
}

export interface MessageChange {
  readonly text?: string;
  readonly blocks?: readonly JsonObject[];
  readonly attachments?: readonly JsonObject[];
  readonly metadata?: JsonObject;
}

/** Changes what a message says and tells the app. */
export function editMessage(world: World, channel: Channel, message: Message, change: MessageChange): void {
  const previous = messagePayload(world, message);
  if (change.text !== undefined) message.text = change.text;
  if (change.blocks !== undefined) message.blocks = change.blocks;
  if (change.attachments !== undefined) message.attachments = change.attachments;
  if (change.metadata !== undefined) message.metadata = change.metadata;
  if (Object.keys(message.metadata ?? {}).length === 0) delete message.metadata;
  message.editedTs = world.ids.ts();
  world.changes.notify();
  if (message.visibleTo !== undefined) return;
  const event = {
    ...changeEvent(world, channel, "message_changed"),
    message: messagePayload(world, message),
    previous_message: previous,
  };
  void publishEvent(world, event, channel);
}

export function deleteMessage(world: World, channel: Channel, message: Message): void {
  const index = channel.messages.indexOf(message);
  if (index === -1) return;
  channel.messages.splice(index, 1);
  const pin = channel.pins.findIndex(({ ts }) => ts === message.ts);
  if (pin !== -1) channel.pins.splice(pin, 1);
  world.changes.notify();
  if (message.visibleTo !== undefined) return;
  const event = {
    ...changeEvent(world, channel, "message_deleted"),
    deleted_ts: message.ts,
    previous_message: messagePayload(world, message),
  };
  void publishEvent(world, event, channel);
}

/** The event of a new message. */
export function messageEvent(world: World, channel: Channel, message: Message): JsonObject {
  const { type: _, ...payload } = messagePayload(world, message);
  return { type: "message", ...payload, channel: channel.id, channel_type: channelType(channel), event_ts: message.ts };
}

/** A message as the Web API shows it. */
export function messagePayload(world: World, message: Message, includeMetadata = true): JsonObject {
  const isBot = message.user === world.app.botUserId;
  const fromBot = { bot_id: world.app.botId, app_id: world.app.id };
  const person = world.people.get(message.user);
  return {
    type: "message",
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ...(isBot ? fromBot : {}),
    text: message.text,
    ts: message.ts,
    team: person?.teamId ?? world.options.teamId,
    ...(person?.kind === "stranger" ? { user_team: person.teamId, source_team: person.teamId } : {}),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.attachments.length === 0 ? {} : { attachments: message.attachments }),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.editedTs === undefined ? {} : { edited: { user: message.user, ts: message.editedTs } }),
    ...(includeMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
    ...(message.files.length === 0 ? {} : { files: message.files.map((id) => filePayload(world, id)) }),
    ...(message.reactions.length === 0
      ? {}
      : { reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })) }),
  };
}

function changeEvent(world: World, channel: Channel, subtype: string): JsonObject {
  const ts = world.ids.ts();
  const hidden = { hidden: true, ts, event_ts: ts };
  return { type: "message", subtype, channel: channel.id, channel_type: channelType(channel), ...hidden };
}

function channelType(channel: Channel): string {
  return { public: "channel", private: "group", direct: "im", group: "mpim" }[channel.kind];
}
