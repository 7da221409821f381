import { type JsonObject, objectsAt, textAt } from "../json.ts";
import { initialValue } from "../people/element-values.ts";
import { elementsOf, flatten } from "../validation/validate-blocks.ts";
import type { FormValue, FormValues, StoredView } from "./types.ts";
import type { World } from "./world.ts";

const DEEPEST_STACK = 3;

/** A new modal alone before a person; what they had open is gone. */
export function openModal(world: World, person: string, view: JsonObject): StoredView {
  const stored = store(world, person, view);
  world.modals.set(person, [stored]);
  world.changes.notify();
  return stored;
}

/** A modal on top of the others, or nothing when three are open. */
export function pushModal(world: World, person: string, view: JsonObject): StoredView | undefined {
  const stack = world.modals.get(person) ?? [];
  if (stack.length >= DEEPEST_STACK) return undefined;
  const stored = store(world, person, view, stack.at(-1));
  world.modals.set(person, [...stack, stored]);
  world.changes.notify();
  return stored;
}

export function publishHome(world: World, person: string, view: JsonObject): StoredView {
  const stored = store(world, person, view);
  world.homes.set(person, stored);
  world.changes.notify();
  return stored;
}

/** Shows something else in a view. What was typed stays where block and action keep their ids. */
export function updateView(world: World, stored: StoredView, view: JsonObject): void {
  const typed = stored.values;
  stored.view = view;
  stored.hash = nextHash(world);
  stored.errors = {};
  const initial = initialValues(view);
  stored.values = Object.fromEntries(
    Object.entries(initial).map(([blockId, actions]) => [
      blockId,
      Object.fromEntries(
        Object.entries(actions).map(([actionId, value]) => [actionId, typed[blockId]?.[actionId] ?? value]),
      ),
    ]),
  );
  world.changes.notify();
}

/** Takes the visible modal away; the one below shows again. */
export function closeModal(world: World, stored: StoredView): void {
  const stack = world.modals.get(stored.person) ?? [];
  setStack(world, stored.person, stack.slice(0, Math.max(stack.indexOf(stored), 0)));
}

export function clearModals(world: World, person: string): void {
  setStack(world, person, []);
}

/** An open modal or a published home, by its id or the app's own. */
export function findView(world: World, id: string | undefined, externalId?: string): StoredView | undefined {
  const all = [...[...world.modals.values()].flat(), ...world.homes.values()];
  if (id !== undefined) return all.find((view) => view.id === id);
  return externalId ? all.find(({ view }) => textAt(view, "external_id") === externalId) : undefined;
}

/** A view as the Web API and the payloads show it. */
export function viewPayload(world: World, stored: StoredView, state: JsonObject = {}): JsonObject {
  const { view } = stored;
  return {
    private_metadata: "",
    callback_id: "",
    external_id: "",
    title: null,
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    ...view,
    id: stored.id,
    team_id: world.options.teamId,
    state: { values: state },
    hash: stored.hash,
    previous_view_id: stored.previousId ?? null,
    root_view_id: stored.rootId,
    app_id: world.app.id,
    app_installed_team_id: world.options.teamId,
    bot_id: world.app.botId,
  };
}

function store(world: World, person: string, view: JsonObject, below?: StoredView): StoredView {
  const id = world.ids.next("V");
  return {
    id,
    person,
    rootId: below?.rootId ?? id,
    ...(below === undefined ? {} : { previousId: below.id }),
    hash: nextHash(world),
    view,
    values: initialValues(view),
    errors: {},
    isBusy: false,
  };
}

function setStack(world: World, person: string, stack: StoredView[]): void {
  if (stack.length === 0) world.modals.delete(person);
  else world.modals.set(person, stack);
  world.changes.notify();
}

function nextHash(world: World): string {
  return `${Math.floor(world.now() / 1000)}.${world.ids.next("h")}`;
}

function initialValues(view: JsonObject): FormValues {
  const blocks = flatten(objectsAt(view, "blocks"));
  return Object.fromEntries(blocks.map((block) => [textAt(block, "block_id"), valuesOf(block)]));
}

function valuesOf(block: JsonObject): Readonly<Record<string, FormValue>> {
  const elements = elementsOf(block).filter(
    (element) => !/button|overflow/.test(textAt(element, "type")) || element.type === "radio_buttons",
  );
  return Object.fromEntries(elements.map((element) => [textAt(element, "action_id"), initialValue(element)]));
}
