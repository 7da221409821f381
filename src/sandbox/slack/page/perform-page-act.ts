import type { Json } from "../json.ts";
import type { PageAct, PageActionInput } from "../page-state.ts";
import { clickMessage, clickView, type ElementUse } from "../people/click.ts";
import { closeByPerson } from "../people/close-modal.ts";
import { runCommand, slackSays } from "../people/run-command.ts";
import { openHome, sendMessage } from "../people/speak.ts";
import { submitModal } from "../people/submit-modal.ts";
import { useShortcut } from "../people/use-shortcut.ts";
import { createPersonHand } from "../person-hand.ts";
import { mayLookInto } from "../state/channels.ts";
import type { Channel, FormValues, Message, Person, StoredView } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { chooseSuggested } from "./choose-suggested.ts";
import { readPageAct } from "./read-page-act.ts";

/** Does what a person did on the page; resolves when the app has answered. Rejects with the reason when it is not possible. */
export async function performPageAct(world: World, personId: Json | undefined, given: Json | undefined): Promise<void> {
  const person = typeof personId === "string" ? world.people.get(personId) : undefined;
  if (person === undefined || person.kind === "bot") throw new Error("there is no such person");
  const act = readPageAct(given);
  if (act === undefined) throw new Error("there is no such act");
  await perform(world, person, act);
}

async function perform(world: World, person: Person, act: PageAct): Promise<unknown> {
  const hand = createPersonHand(world, person);
  switch (act.kind) {
    case "send":
      return say(world, person, conversation(world, person, act.conversation), act.text, act.threadTs);
    case "click": {
      const channel = conversation(world, person, act.conversation);
      return clickMessage(world, person, channel, message(channel, person, act.ts), asUse(act.input), act.values);
    }
    case "modal-click":
      return clickView(world, person, modal(world, person, act.modal), asUse(act.input), act.values);
    case "modal-submit":
      return submit(world, person, modal(world, person, act.modal), act.values);
    case "modal-close":
      return closeByPerson(world, person, modal(world, person, act.modal));
    case "home-open":
      return openHome(world, person);
    case "home-click": {
      const home = world.homes.get(person.id);
      if (home === undefined) throw new Error("the Home tab is empty");
      return clickView(world, person, home, asUse(act.input), act.values);
    }
    case "shortcut":
      return shortcut(world, person, act);
    case "react":
      return react(world, person, act.conversation, act.ts, act.name);
    case "edit":
      return hand.edit(message(conversation(world, person, act.conversation), person, act.ts), act.text);
    case "delete":
      return hand.delete(message(conversation(world, person, act.conversation), person, act.ts));
    case "join":
      return hand.join(act.conversation);
    case "leave":
      return hand.leave(act.conversation);
    case "read":
      return read(world, person, conversation(world, person, act.conversation));
  }
}

/** What starts with a command of the app is one; in a thread Slack refuses it. */
async function say(world: World, person: Person, channel: Channel, text: string, threadTs?: string): Promise<unknown> {
  if (!text.startsWith("/")) return sendMessage(world, person, channel, text, threadTs);
  const [command = "", ...words] = text.split(" ");
  if (threadTs !== undefined)
    return slackSays(world, person, channel, `${command} is not supported in threads. Sorry!`);
  return runCommand(world, person, channel, command, words.join(" ").trim());
}

async function submit(world: World, person: Person, view: StoredView, values: FormValues): Promise<unknown> {
  const chosen = await chooseSuggested(world, person, { kind: "view", view }, values);
  return submitModal(world, person, view, chosen);
}

async function shortcut(world: World, person: Person, act: PageAct & { readonly kind: "shortcut" }): Promise<unknown> {
  if (act.conversation === undefined || act.ts === undefined) return useShortcut(world, person, act.callbackId);
  const channel = conversation(world, person, act.conversation);
  return useShortcut(world, person, act.callbackId, { channel, message: message(channel, person, act.ts) });
}

/** A second click on the same emoji takes it back. */
function react(world: World, person: Person, channelId: string, ts: string, name: string): void {
  const hand = createPersonHand(world, person);
  const found = message(conversation(world, person, channelId), person, ts);
  const has = found.reactions.some((reaction) => reaction.name === name && reaction.users.includes(person.id));
  if (has) hand.unreact(found, name);
  else hand.react(found, name);
}

function read(world: World, person: Person, channel: Channel): void {
  const last = channel.messages.at(-1)?.ts ?? "";
  if (channel.readUpTo.get(person.id) === last) return;
  channel.readUpTo.set(person.id, last);
  world.changes.notify();
}

function conversation(world: World, person: Person, id: string): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined || !mayLookInto(person, channel)) throw new Error("there is no such conversation");
  return channel;
}

function message(channel: Channel, person: Person, ts: string): Message {
  const found = channel.messages.find((one) => one.ts === ts && (one.visibleTo ?? person.id) === person.id);
  if (found === undefined) throw new Error("there is no such message");
  return found;
}

function modal(world: World, person: Person, id: string): StoredView {
  const top = world.modals.get(person.id)?.at(-1);
  if (top === undefined || top.id !== id) throw new Error("this modal is not open");
  return top;
}

function asUse(input: PageActionInput): ElementUse {
  const { blockId, actionId, value } = input;
  return { actionId, ...(blockId === "" ? {} : { blockId }), ...(value === undefined ? {} : { value }) };
}
