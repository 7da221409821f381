import type { KnownBlock, View } from "@slack/types";
import { isObject, type JsonObject } from "../json.ts";
import type {
  PageConversation,
  PageFile,
  PageMessage,
  PageModal,
  PageOpenConversation,
  PagePerson,
  PageState,
} from "../page-state.ts";
import { mayLookInto } from "../state/channels.ts";
import { mimetypeOf } from "../state/files.ts";
import type { Channel, Message, Person, StoredView } from "../state/types.ts";
import type { World } from "../state/world.ts";

const SHOWN_MESSAGES = 200;
/** The whole state goes out after every change: what it drags along is kept small. */
const SHOWN_TRAFFIC = 100;
const SHOWN_CHARACTERS = 4000;

/** The whole truth for one person looking at one conversation. */
export function buildPageState(world: World, person: Person, conversationId: string): PageState {
  const visible = [...world.channels.values()].filter((channel) => mayLookInto(person, channel));
  const open = visible.find((channel) => channel.id === conversationId);
  const stack = world.modals.get(person.id) ?? [];
  const modal = stack.at(-1);
  const home = world.homes.get(person.id);
  const notice = world.notices.get(person.id);
  const { options } = world;
  return {
    team: { id: options.teamId, name: options.teamName },
    app: { name: world.app.name, isConnected: world.delivery.isConnected() },
    me: person.id,
    people: [...world.people.values()].map(pagePerson),
    conversations: visible.map((channel) => pageConversation(world, person, channel)),
    ...(open === undefined ? {} : { conversation: openConversation(world, person, open) }),
    ...(modal === undefined ? {} : { modal: pageModal(modal, stack.length - 1) }),
    ...(home !== undefined && isView(home.view) ? { home: home.view } : {}),
    shortcuts: options.shortcuts.map(({ callbackId, name, kind }) => ({ callbackId, name, kind })),
    commands: options.commands.map(({ command, hint, description }) => ({ command, hint, description })),
    traffic: world.traffic.entries.slice(-SHOWN_TRAFFIC).map((entry) => {
      return { ...entry, body: entry.body.slice(0, SHOWN_CHARACTERS) };
    }),
    ...(notice === undefined ? {} : { notice }),
  };
}

function pagePerson({ id, name, title, avatar, kind }: Person): PagePerson {
  return { id, name, title, avatar, kind };
}

function pageConversation(world: World, person: Person, channel: Channel): PageConversation {
  const kind = channel.kind === "group" ? "direct" : channel.kind;
  const { id, isArchived } = channel;
  const isMember = channel.members.includes(person.id);
  return { id, name: nameFor(world, person, channel), kind, isMember, isArchived, unread: unread(person, channel) };
}

function nameFor(world: World, person: Person, channel: Channel): string {
  if (channel.kind === "public" || channel.kind === "private") return channel.name;
  const others = channel.members.filter((member) => member !== person.id);
  return others.map((id) => world.people.get(id)?.name ?? id).join(", ");
}

function unread(person: Person, channel: Channel): number {
  if (!channel.members.includes(person.id)) return 0;
  const readUpTo = channel.readUpTo.get(person.id) ?? "";
  return seenBy(person, channel).filter(({ ts, user, subtype }) => ts > readUpTo && user !== person.id && !subtype)
    .length;
}

function seenBy(person: Person, channel: Channel): readonly Message[] {
  return channel.messages.filter(({ visibleTo }) => visibleTo === undefined || visibleTo === person.id);
}

function openConversation(world: World, person: Person, channel: Channel): PageOpenConversation {
  const { topic, purpose, members, bookmarks } = channel;
  return {
    ...pageConversation(world, person, channel),
    topic,
    purpose,
    members,
    bookmarks: bookmarks.map(({ title, link, emoji }) => ({ title, link, ...(emoji === undefined ? {} : { emoji }) })),
    messages: seenBy(person, channel)
      .slice(-SHOWN_MESSAGES)
      .map((message) => pageMessage(world, channel, message)),
  };
}

function pageMessage(world: World, channel: Channel, message: Message): PageMessage {
  const attached = message.attachments.flatMap((one) => (Array.isArray(one.blocks) ? one.blocks : []));
  return {
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: [...message.blocks, ...attached].filter(isKnownBlock),
    ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }),
    replyCount: channel.messages.filter(({ threadTs, ts }) => threadTs === message.ts && ts !== message.ts).length,
    isEdited: message.editedTs !== undefined,
    isEphemeral: message.visibleTo !== undefined,
    ...(message.subtype === undefined ? {} : { isSystem: true }),
    isPinned: channel.pins.some((pin) => pin.ts === message.ts),
    reactions: message.reactions,
    files: message.files.flatMap((id) => pageFile(world, id)),
  };
}

function pageFile(world: World, id: string): readonly PageFile[] {
  const file = world.files.get(id);
  if (file === undefined) return [];
  const { name, title } = file;
  const size = file.content?.byteLength ?? file.declaredLength;
  return [{ id, name, title, mimetype: mimetypeOf(name), size, url: `/files/${id}` }];
}

function pageModal(stored: StoredView, depth: number): PageModal {
  const { id, view, errors, isBusy } = stored;
  if (!isView(view)) throw new Error(`the view ${id} has no type`);
  return { id, view, errors, isBusy, depth };
}

/** Blocks and views were validated when they came in. */
function isKnownBlock(value: unknown): value is KnownBlock {
  return isObject(value) && typeof value.type === "string";
}

function isView(value: unknown): value is View & JsonObject {
  return isObject(value) && (value.type === "modal" || value.type === "home");
}
