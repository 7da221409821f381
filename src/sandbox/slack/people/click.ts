import type { Again, AppAnswer } from "../delivery/delivery.ts";
import { type JsonObject, objectsAt, textAt } from "../json.ts";
import { messagePayload } from "../state/messages.ts";
import type { Channel, FormValue, FormValues, Message, Person, StoredView } from "../state/types.ts";
import { viewPayload } from "../state/views.ts";
import type { World } from "../state/world.ts";
import { isOffered } from "./element-values.ts";
import {
  actionEntry,
  type FoundElement,
  findElement,
  interactionBase,
  issueResponseUrl,
  offeredOptions,
  stateValues,
} from "./payloads.ts";
import { notifyPerson, sendInteraction, whyNotAcked } from "./send-interaction.ts";

/** An element used: a button pressed (no value), something chosen, something typed. */
export interface ElementUse {
  readonly actionId: string;
  readonly blockId?: string;
  readonly value?: FormValue;
}

export type ClickOutcome = { readonly kind: "acked" } | { readonly kind: "failed"; readonly reason: string };

/** Uses an element of a message, ephemeral ones included. Fails when it is not there. */
export async function clickMessage(
  world: World,
  person: Person,
  channel: Channel,
  message: Message,
  use: ElementUse,
  values: FormValues,
  again?: Again,
): Promise<ClickOutcome> {
  const blocks = [...message.blocks, ...message.attachments.flatMap((one) => objectsAt(one, "blocks"))];
  const found = locate(world, person, blocks, use);
  const isEphemeral = message.visibleTo !== undefined;
  const inThread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
  const payload = {
    type: "block_actions",
    ...interactionBase(world, person),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...inThread,
    },
    trigger_id: world.triggers.issue({ person: person.id }),
    channel: { id: channel.id, name: channel.kind === "direct" ? "directmessage" : channel.name },
    // Slack does not send the message along when only one person sees it.
    ...(isEphemeral ? {} : { message: messagePayload(world, message, false) }),
    state: { values: stateValues(world, person, blocks, withUse(values, found, use)) },
    response_url: issueResponseUrl(world, channel, person, message.ts),
    actions: [actionEntry(world, person, found, use.value ?? null)],
  };
  return outcome(world, person, await sendInteraction(world, payload, again));
}

/** Uses an element of an open modal or of the Home tab. Fails when it is not there. */
export async function clickView(
  world: World,
  person: Person,
  stored: StoredView,
  use: ElementUse,
  values: FormValues,
  again?: Again,
): Promise<ClickOutcome> {
  const blocks = objectsAt(stored.view, "blocks");
  const found = locate(world, person, blocks, use);
  stored.values = withUse(mergeValues(stored.values, values), found, use);
  const payload = {
    type: "block_actions",
    ...interactionBase(world, person),
    container: { type: "view", view_id: stored.id },
    trigger_id: world.triggers.issue({ person: person.id, viewId: stored.id }),
    view: viewPayload(world, stored, stateValues(world, person, blocks, stored.values)),
    actions: [actionEntry(world, person, found, use.value ?? null)],
  };
  return outcome(world, person, await sendInteraction(world, payload, again));
}

export function mergeValues(before: FormValues, now: FormValues): FormValues {
  const merged = Object.entries(now).map(([blockId, actions]) => [blockId, { ...before[blockId], ...actions }]);
  return { ...before, ...Object.fromEntries(merged) };
}

function locate(world: World, person: Person, blocks: readonly JsonObject[], use: ElementUse): FoundElement {
  const found = findElement(blocks, use.actionId, use.blockId);
  if (found === undefined) throw new Error(`There is no element ${use.actionId} here; there are ${actionsIn(blocks)}`);
  if (!isOffered(found.element, use.value ?? null, offeredOptions(world, person, use.actionId)))
    throw new Error(`${String(use.value)} is not an option of ${use.actionId}`);
  return found;
}

function actionsIn(blocks: readonly JsonObject[]): string {
  const ids = JSON.stringify(blocks).match(/(?<="action_id":")[^"]+/g);
  return ids === null ? "none" : ids.join(", ");
}

function withUse(values: FormValues, found: FoundElement, use: ElementUse): FormValues {
  if (use.value === undefined) return values;
  return mergeValues(values, { [found.blockId]: { [textAt(found.element, "action_id")]: use.value } });
}

function outcome(world: World, person: Person, answer: AppAnswer): ClickOutcome {
  const reason = whyNotAcked(world, answer);
  if (reason === undefined) return { kind: "acked" };
  notifyPerson(world, person, reason);
  return { kind: "failed", reason };
}
