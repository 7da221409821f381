import type { Again, Retry } from "./delivery/delivery.ts";
import type { JsonObject } from "./json.ts";
import { objectsAt, textAt } from "./json.ts";
import { type ClickOutcome, clickMessage, clickView, type ElementUse } from "./people/click.ts";
import { closeByPerson } from "./people/close-modal.ts";
import { findElement } from "./people/payloads.ts";
import { type CommandOutcome, runCommand } from "./people/run-command.ts";
import { openHome, sendMessage } from "./people/speak.ts";
import { type SubmitOutcome, submitModal } from "./people/submit-modal.ts";
import { suggestOptions } from "./people/suggest-options.ts";
import { useShortcut } from "./people/use-shortcut.ts";
import { joinChannel, leaveChannel, mayLookInto } from "./state/channels.ts";
import { deleteMessage, editMessage, findMessage } from "./state/messages.ts";
import { addReaction, removeReaction } from "./state/reactions.ts";
import type { Channel, FormValue, FormValues, Message, Person, StoredView } from "./state/types.ts";
import type { World } from "./state/world.ts";

/** Deliver the same payload a second time: plainly, or as Slack retries. */
export interface Repeating {
  readonly twice?: boolean;
  readonly redeliver?: Retry;
}

/** What is used where: a message, an open modal or the Home tab. */
export type Place = Message | StoredView;

/** By block id: the value of its element, or values by action id. */
export type GivenValues = Readonly<Record<string, FormValue | Readonly<Record<string, FormValue>>>>;

export type Using = Repeating & {
  readonly value?: FormValue;
  readonly blockId?: string;
  readonly values?: GivenValues;
};

/**
 * Everything one person can do. Ids, or names for channels. Rejects where Slack's client would not let them.
 * A message is used as it is passed: a copy taken earlier is a button on a screen that was not refreshed.
 */
export interface PersonHand {
  readonly person: Person;
  command(command: string, text: string, where: { readonly channel: string } & Repeating): Promise<CommandOutcome>;
  click(place: Place, actionId: string, using?: Using): Promise<ClickOutcome>;
  submit(modal: StoredView, values?: GivenValues, repeating?: Repeating): Promise<SubmitOutcome>;
  close(modal: StoredView, repeating?: Repeating): Promise<void>;
  optionsFor(place: Place, actionId: string, query: string): Promise<readonly JsonObject[]>;
  send(channel: string, text: string, options?: { readonly threadTs?: string } & Repeating): Promise<Message>;
  edit(message: Message, text: string): void;
  delete(message: Message): void;
  react(message: Message, name: string, repeating?: Repeating): void;
  unreact(message: Message, name: string, repeating?: Repeating): void;
  shortcut(callbackId: string, on?: { readonly message?: Message } & Repeating): Promise<ClickOutcome>;
  openHome(repeating?: Repeating): Promise<void>;
  join(channel: string): void;
  leave(channel: string): void;
}

export function createPersonHand(world: World, person: Person): PersonHand {
  const channelOf = (idOrName: string) => findChannel(world, idOrName);
  const own = (message: Message) => {
    if (message.user !== person.id) throw new Error(`${person.name} did not write this message`);
    return channelOf(message.channel);
  };
  return {
    person,
    command: (command, text, where) => runCommand(world, person, channelOf(where.channel), command, text, again(where)),
    click: (place, actionId, using = {}) => click(world, person, place, actionId, using),
    submit: async (modal, values = {}, repeating) => {
      requireOpen(world, person, modal);
      return submitModal(world, person, modal, formValues(objectsAt(modal.view, "blocks"), values), again(repeating));
    },
    close: async (modal, repeating) => {
      requireOpen(world, person, modal);
      return closeByPerson(world, person, modal, again(repeating));
    },
    optionsFor: (place, actionId, query) =>
      suggestOptions(
        world,
        person,
        "ts" in place
          ? { kind: "message", channel: channelOf(place.channel), message: place }
          : { kind: "view", view: place },
        actionId,
        query,
      ),
    send: (channel, text, options) =>
      sendMessage(world, person, channelOf(channel), text, options?.threadTs, again(options)),
    edit: (message, text) => editMessage(world, own(message), message, { text }),
    delete: (message) => deleteMessage(world, own(message), message),
    react: (message, name, repeating) => {
      addReaction(world, channelOf(message.channel), message, name, person.id, again(repeating));
    },
    unreact: (message, name, repeating) => {
      removeReaction(world, channelOf(message.channel), message, name, person.id, again(repeating));
    },
    shortcut: (callbackId, on) =>
      useShortcut(
        world,
        person,
        callbackId,
        on?.message && { channel: channelOf(on.message.channel), message: on.message },
        again(on),
      ),
    openHome: (repeating) => openHome(world, person, again(repeating)),
    join: (channel) => join(world, person, channelOf(channel)),
    leave: (channel) => leaveChannel(world, channelOf(channel), person.id),
  };
}

/** A conversation by id or by name. Throws when there is none. */
export function findChannel(world: World, idOrName: string): Channel {
  const name = idOrName.replace(/^#/, "");
  const found = world.channels.get(idOrName) ?? [...world.channels.values()].find((channel) => channel.name === name);
  if (found === undefined) throw new Error(`There is no channel ${idOrName}`);
  return found;
}

async function click(
  world: World,
  person: Person,
  place: Place,
  actionId: string,
  using: Using,
): Promise<ClickOutcome> {
  const { value, blockId } = using;
  const use: ElementUse = {
    actionId,
    ...(value === undefined ? {} : { value }),
    ...(blockId === undefined ? {} : { blockId }),
  };
  if (!("ts" in place)) {
    requireOpen(world, person, place);
    const values = formValues(objectsAt(place.view, "blocks"), using.values ?? {});
    return clickView(world, person, place, use, values, again(using));
  }
  const channel = findChannel(world, place.channel);
  const isThere =
    place.visibleTo === undefined ? findMessage(channel, place.ts) !== undefined : place.visibleTo === person.id;
  if (!isThere || !mayLookInto(person, channel)) throw new Error(`${person.name} does not see this message`);
  const values = formValues(place.blocks, using.values ?? {});
  return clickMessage(world, person, channel, place, use, values, again(using));
}

/** Slack's client lets nobody use a view that is covered, closed or waiting for an answer. */
function requireOpen(world: World, person: Person, view: StoredView): void {
  const isTop = world.modals.get(person.id)?.at(-1) === view || world.homes.get(person.id) === view;
  if (!isTop) throw new Error(`The view ${view.id} is not before ${person.name}`);
  if (view.isBusy) throw new Error(`The view ${view.id} waits for the app's answer`);
}

/** Files a bare value under the one element of its block. */
function formValues(blocks: readonly JsonObject[], given: GivenValues): FormValues {
  const entries = Object.entries(given).map(([blockId, value]) => {
    const block = blocks.find((one) => one.block_id === blockId);
    if (block === undefined)
      throw new Error(
        `There is no block ${blockId}; there are ${blocks.map((one) => textAt(one, "block_id")).join(", ")}`,
      );
    return [blockId, isFormValue(value) ? { [onlyAction(block)]: value } : value] as const;
  });
  return Object.fromEntries(entries);
}

function isFormValue(value: FormValue | Readonly<Record<string, FormValue>>): value is FormValue {
  return value === null || typeof value === "string" || Array.isArray(value);
}

function onlyAction(block: JsonObject): string {
  const ids = JSON.stringify(block).match(/(?<="action_id":")[^"]+/g) ?? [];
  const found = findElement([block], ids[0] ?? "");
  if (found === undefined) throw new Error(`Block ${textAt(block, "block_id")} takes no value`);
  return textAt(found.element, "action_id");
}

function join(world: World, person: Person, channel: Channel): void {
  if (channel.kind !== "public" || person.kind !== "member")
    throw new Error(`${person.name} cannot join ${channel.name} uninvited`);
  joinChannel(world, channel, person.id);
}

function again(repeating: Repeating | undefined): Again | undefined {
  if (repeating?.redeliver !== undefined) return { retry: repeating.redeliver };
  return repeating?.twice === true ? {} : undefined;
}
