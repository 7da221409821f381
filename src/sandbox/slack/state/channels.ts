import { publishEvent } from "../delivery/events.ts";
import type { JsonObject } from "../json.ts";
import { noteInChannel } from "./messages.ts";
import type { Channel, Person } from "./types.ts";
import type { World } from "./world.ts";

export interface ChannelDraft {
  readonly name: string;
  readonly kind: Channel["kind"];
  readonly creator: string;
  readonly members: readonly string[];
  readonly isGeneral?: boolean;
  readonly topic?: string;
  readonly purpose?: string;
}

export function createChannel(world: World, draft: ChannelDraft): Channel {
  const channel: Channel = {
    id: world.ids.next(draft.kind === "direct" ? "D" : draft.kind === "group" ? "G" : "C"),
    name: draft.name,
    kind: draft.kind,
    creator: draft.creator,
    createdMs: world.now(),
    members: [...draft.members],
    previousNames: [],
    isArchived: false,
    isGeneral: draft.isGeneral ?? false,
    topic: draft.topic ?? "",
    purpose: draft.purpose ?? "",
    messages: [],
    pins: [],
    bookmarks: [],
    readUpTo: new Map(),
  };
  world.channels.set(channel.id, channel);
  world.changes.notify();
  return channel;
}

export function channelByName(world: World, name: string): Channel | undefined {
  const wanted = name.replace(/^#/, "");
  return [...world.channels.values()].find((channel) => channel.name === wanted);
}

/** Guests and people of other workspaces see only the channels they are in. */
export function mayLookInto(person: Person, channel: Channel): boolean {
  if (channel.members.includes(person.id)) return true;
  return channel.kind === "public" && person.kind === "member";
}

/** The direct conversation of exactly these people, opened when it does not exist. */
export function openDirect(
  world: World,
  people: readonly string[],
): { readonly channel: Channel; readonly isNew: boolean } {
  const members = [...new Set(people)].sort();
  const kind = members.length > 2 ? "group" : "direct";
  const isSame = (channel: Channel) => channel.kind === kind && [...channel.members].sort().join() === members.join();
  const found = [...world.channels.values()].find(isSame);
  if (found !== undefined) return { channel: found, isNew: false };
  const names = members.map((id) => world.people.get(id)?.name ?? id);
  const name = kind === "group" ? `mpdm-${names.join("--")}-1` : "";
  return { channel: createChannel(world, { name, kind, creator: members[0] ?? "", members }), isNew: true };
}

/** The person or the app comes in; Slack writes a line and sends an event. */
export function joinChannel(world: World, channel: Channel, person: string, inviter?: string): void {
  if (channel.members.includes(person)) return;
  channel.members.push(person);
  channel.readUpTo.set(person, "");
  noteInChannel(world, channel, person, "channel_join", `<@${person}> has joined the channel`);
  const type = "member_joined_channel";
  void publishEvent(world, { type, ...membership(world, channel, person), ...(inviter ? { inviter } : {}) }, channel);
}

export function leaveChannel(world: World, channel: Channel, person: string): void {
  const index = channel.members.indexOf(person);
  if (index === -1) return;
  void publishEvent(world, { type: "member_left_channel", ...membership(world, channel, person) }, channel);
  channel.members.splice(index, 1);
  noteInChannel(world, channel, person, "channel_leave", `<@${person}> has left the channel`);
}

export function archiveChannel(world: World, channel: Channel, person: string): void {
  noteInChannel(world, channel, person, "channel_archive", "archived the channel");
  const event = { type: "channel_archive", channel: channel.id, user: person, event_ts: world.ids.ts() };
  void publishEvent(world, event, channel);
  channel.isArchived = true;
  world.changes.notify();
}

/** A conversation as the Web API shows it. */
export function channelPayload(world: World, channel: Channel): JsonObject {
  const created = Math.floor(channel.createdMs / 1000);
  const isMember = channel.members.includes(world.app.botUserId);
  if (channel.kind === "direct") {
    const user = channel.members.find((member) => member !== world.app.botUserId);
    return { id: channel.id, created, is_im: true, is_org_shared: false, user, is_archived: false, is_open: true };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: false,
    is_mpim: channel.kind === "group",
    is_private: channel.kind !== "public",
    created,
    creator: channel.creator,
    is_archived: channel.isArchived,
    is_general: channel.isGeneral,
    is_shared: false,
    is_ext_shared: hasStrangers(world, channel),
    is_org_shared: false,
    is_member: isMember,
    context_team_id: world.options.teamId,
    topic: { value: channel.topic, creator: "", last_set: 0 },
    purpose: { value: channel.purpose, creator: "", last_set: 0 },
    previous_names: channel.previousNames,
  };
}

function hasStrangers(world: World, channel: Channel): boolean {
  return channel.members.some((member) => world.people.get(member)?.kind === "stranger");
}

function membership(world: World, channel: Channel, user: string): JsonObject {
  const channel_type = channel.kind === "public" ? "C" : "G";
  const team = world.people.get(user)?.teamId;
  return { user, channel: channel.id, channel_type, team, event_ts: world.ids.ts() };
}
