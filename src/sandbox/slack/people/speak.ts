import type { Again } from "../delivery/delivery.ts";
import { publishEvent } from "../delivery/events.ts";
import { openDirect } from "../state/channels.ts";
import { addMessage, messageEvent } from "../state/messages.ts";
import type { Channel, Message, Person } from "../state/types.ts";
import { viewPayload } from "../state/views.ts";
import type { World } from "../state/world.ts";
import { slackSays } from "./run-command.ts";

/** Writes in a conversation. `@name` of a person or of the app becomes a mention. */
export async function sendMessage(
  world: World,
  person: Person,
  channel: Channel,
  written: string,
  threadTs?: string,
  again?: Again,
): Promise<Message> {
  if (channel.isArchived || !channel.members.includes(person.id))
    throw new Error(`${person.name} cannot write in ${channel.name || channel.id}`);
  const text = withMentions(world, written);
  const thread = threadTs === undefined ? {} : { threadTs };
  const message = addMessage(world, channel, { user: person.id, text, ...thread });
  const isMentioned = text.includes(`<@${world.app.botUserId}>`);
  const isAppHere = channel.members.includes(world.app.botUserId);
  if (isMentioned && !isAppHere)
    slackSays(world, person, channel, `You mentioned ${world.app.name}, but they are not in this channel.`);
  const event = messageEvent(world, channel, message);
  await publishEvent(world, event, channel, again);
  // In a direct conversation every message is for the app: Slack sends no mention.
  if (isMentioned && channel.kind !== "direct") {
    const { channel_type: _, ...rest } = event;
    await publishEvent(world, { ...rest, type: "app_mention" }, channel, again);
  }
  return message;
}

/** Opens the app's Home tab. */
export async function openHome(world: World, person: Person, again?: Again): Promise<void> {
  const { channel } = openDirect(world, [person.id, world.app.botUserId]);
  const shown = world.homes.get(person.id);
  const view = shown === undefined ? {} : { view: viewPayload(world, shown) };
  const event = {
    type: "app_home_opened",
    user: person.id,
    channel: channel.id,
    tab: "home",
    event_ts: world.ids.ts(),
  };
  await publishEvent(world, { ...event, ...view }, undefined, again);
}

function withMentions(world: World, text: string): string {
  return text.replace(/(?<![\w<])@([\w.-]*\w)/g, (written, name: string) => {
    const found = [...world.people.values()].find((one) => one.name.toLowerCase() === name.toLowerCase());
    return found === undefined ? written : `<@${found.id}>`;
  });
}
