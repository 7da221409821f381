import type { Again } from "../delivery/delivery.ts";
import { publishEvent } from "../delivery/events.ts";
import type { Channel, Message } from "./types.ts";
import type { World } from "./world.ts";

/** False when this person has reacted so already. */
export function addReaction(
  world: World,
  channel: Channel,
  message: Message,
  name: string,
  user: string,
  again?: Again,
) {
  const reaction = message.reactions.find((one) => one.name === name);
  if (reaction?.users.includes(user)) return false;
  if (reaction === undefined) message.reactions.push({ name, users: [user] });
  else reaction.users.push(user);
  tell(world, channel, message, "reaction_added", name, user, again);
  return true;
}

/** False when this person had not reacted so. */
export function removeReaction(
  world: World,
  channel: Channel,
  message: Message,
  name: string,
  user: string,
  again?: Again,
) {
  const reaction = message.reactions.find((one) => one.name === name);
  if (reaction === undefined || !reaction.users.includes(user)) return false;
  reaction.users.splice(reaction.users.indexOf(user), 1);
  if (reaction.users.length === 0) message.reactions.splice(message.reactions.indexOf(reaction), 1);
  tell(world, channel, message, "reaction_removed", name, user, again);
  return true;
}

function tell(
  world: World,
  channel: Channel,
  message: Message,
  type: "reaction_added" | "reaction_removed",
  reaction: string,
  user: string,
  again: Again | undefined,
): void {
  world.changes.notify();
  const item = { type: "message", channel: channel.id, ts: message.ts };
  const event = { type, user, reaction, item_user: message.user, item, event_ts: world.ids.ts() };
  void publishEvent(world, event, channel, again);
}
