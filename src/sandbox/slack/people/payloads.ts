/** The parts that payloads of people's acts have in common. */

import { isObject, type Json, type JsonObject, textAt } from "../json.ts";
import type { Channel, FormValue, FormValues, Person } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { elementsOf, flatten } from "../validation/validate-blocks.ts";
import { initialValue, stateEntry } from "./element-values.ts";

const RESPONSE_URL_VALID_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;
const KEPT_RESPONSE_URLS = 5000;

export const VERIFICATION_TOKEN = "sandbox-verification-token";

/** What every interaction payload begins with. */
export function interactionBase(world: World, person: Person): JsonObject {
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    api_app_id: world.app.id,
    token: VERIFICATION_TOKEN,
    team: { id: world.options.teamId, domain: "sandbox" },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** An address to answer to: five times within half an hour. */
export function issueResponseUrl(world: World, channel: Channel, person: Person, messageTs?: string): string {
  const id = world.ids.next("response");
  world.responseUrls.set(id, {
    channel: channel.id,
    person: person.id,
    expiresAtMs: world.now() + RESPONSE_URL_VALID_MS,
    usesLeft: RESPONSE_URL_USES,
    ...(messageTs === undefined ? {} : { messageTs }),
  });
  for (const oldest of world.responseUrls.keys()) {
    if (world.responseUrls.size <= KEPT_RESPONSE_URLS) break;
    world.responseUrls.delete(oldest);
  }
  return `${world.url}/response/${id}`;
}

/** The values of every element that can hold one, as payloads carry them. */
export function stateValues(
  world: World,
  person: Person,
  blocks: readonly JsonObject[],
  values: FormValues,
): JsonObject {
  const entries = flatten(blocks).flatMap((block): [string, JsonObject][] => {
    const blockId = textAt(block, "block_id");
    const holding = elementsOf(block).filter(holdsValue);
    if (holding.length === 0) return [];
    return [[blockId, Object.fromEntries(holding.map((element) => entryOf(world, person, element, values[blockId])))]];
  });
  return Object.fromEntries(entries);
}

/** The options this person was last offered for an external select. */
export function offeredOptions(world: World, person: Person, actionId: string): readonly JsonObject[] {
  return world.offeredOptions.get(`${person.id}/${actionId}`) ?? [];
}

/** The element a person used. */
export interface FoundElement {
  readonly blockId: string;
  readonly element: JsonObject;
}

/** Finds an element by its action, in one block or in any. */
export function findElement(
  blocks: readonly JsonObject[],
  actionId: string,
  blockId?: string,
): FoundElement | undefined {
  for (const block of flatten(blocks)) {
    const id = textAt(block, "block_id");
    if (blockId !== undefined && id !== blockId) continue;
    const element = elementsOf(block).find((one) => one.action_id === actionId);
    if (element !== undefined) return { blockId: id, element };
  }
  return undefined;
}

/** One entry of `actions` in a `block_actions` payload. */
export function actionEntry(world: World, person: Person, found: FoundElement, value: FormValue): JsonObject {
  const { element, blockId } = found;
  const actionId = textAt(element, "action_id");
  const common = { action_id: actionId, block_id: blockId, action_ts: world.ids.ts() };
  if (element.type === "button") {
    const { text, value: own, style } = element;
    return {
      type: "button",
      ...common,
      text,
      ...(own === undefined ? {} : { value: own }),
      ...(style ? { style } : {}),
    };
  }
  return { ...stateEntry(element, value, offeredOptions(world, person, actionId)), ...common };
}

function holdsValue(element: JsonObject): boolean {
  return !["button", "overflow"].includes(textAt(element, "type"));
}

function entryOf(
  world: World,
  person: Person,
  element: JsonObject,
  given: Json | FormValues[string] | undefined,
): [string, JsonObject] {
  const actionId = textAt(element, "action_id");
  const value = isObject(given) && actionId in given ? given[actionId] : initialValue(element);
  return [actionId, stateEntry(element, asFormValue(value), offeredOptions(world, person, actionId))];
}

function asFormValue(value: unknown): FormValue {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? value : null;
}
