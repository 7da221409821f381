import type { Again } from "../delivery/delivery.ts";
import { messagePayload } from "../state/messages.ts";
import type { Channel, Message, Person } from "../state/types.ts";
import type { World } from "../state/world.ts";
import type { ClickOutcome } from "./click.ts";
import { interactionBase, issueResponseUrl } from "./payloads.ts";
import { notifyPerson, sendInteraction, whyNotAcked } from "./send-interaction.ts";

/** Uses a shortcut of the app, on a message when it is one for messages. Fails when the app has no such shortcut. */
export async function useShortcut(
  world: World,
  person: Person,
  callbackId: string,
  on?: { readonly channel: Channel; readonly message: Message },
  again?: Again,
): Promise<ClickOutcome> {
  const kind = on === undefined ? "global" : "message";
  const isKnown = world.options.shortcuts.some((one) => one.callbackId === callbackId && one.kind === kind);
  if (!isKnown) throw new Error(`The app has no ${kind} shortcut ${callbackId}`);
  const payload = {
    type: on === undefined ? "shortcut" : "message_action",
    ...interactionBase(world, person),
    callback_id: callbackId,
    trigger_id: world.triggers.issue({ person: person.id }),
    action_ts: world.ids.ts(),
    ...(on === undefined ? {} : messagePart(world, person, on.channel, on.message)),
  };
  const answer = await sendInteraction(world, payload, again);
  const reason = whyNotAcked(world, answer);
  if (reason === undefined) return { kind: "acked" };
  notifyPerson(world, person, reason);
  return { kind: "failed", reason };
}

function messagePart(world: World, person: Person, channel: Channel, message: Message) {
  return {
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: messagePayload(world, message, false),
    response_url: issueResponseUrl(world, channel, person, message.ts),
  };
}
