import { isObject, type JsonObject, objectsAt } from "../json.ts";
import type { Channel, Message, Person, StoredView } from "../state/types.ts";
import { viewPayload } from "../state/views.ts";
import type { World } from "../state/world.ts";
import { findElement, interactionBase, stateValues } from "./payloads.ts";
import { sendInteraction } from "./send-interaction.ts";

/** Where an external select stands. */
export type SelectPlace =
  | { readonly kind: "view"; readonly view: StoredView }
  | { readonly kind: "message"; readonly channel: Channel; readonly message: Message };

const MOST_OPTIONS = 100;

/** Types into an external select; the options the app offers, which may then be chosen. */
export async function suggestOptions(
  world: World,
  person: Person,
  place: SelectPlace,
  actionId: string,
  query: string,
): Promise<readonly JsonObject[]> {
  const blocks = place.kind === "view" ? objectsAt(place.view.view, "blocks") : place.message.blocks;
  const found = findElement(blocks, actionId);
  if (found === undefined) throw new Error(`There is no external select ${actionId} here`);
  const payload = {
    type: "block_suggestion",
    ...interactionBase(world, person),
    ...placePart(world, person, place),
    action_id: actionId,
    block_id: found.blockId,
    value: query,
  };
  const answer = await sendInteraction(world, payload);
  const body = answer.kind === "acked" && isObject(answer.body) ? answer.body : {};
  const grouped = objectsAt(body, "option_groups").flatMap((group) => objectsAt(group, "options"));
  const options = [...objectsAt(body, "options"), ...grouped].slice(0, MOST_OPTIONS);
  world.offeredOptions.set(`${person.id}/${actionId}`, options);
  return options;
}

function placePart(world: World, person: Person, place: SelectPlace): JsonObject {
  if (place.kind === "view") {
    const state = stateValues(world, person, objectsAt(place.view.view, "blocks"), place.view.values);
    return { container: { type: "view", view_id: place.view.id }, view: viewPayload(world, place.view, state) };
  }
  const container = { type: "message", message_ts: place.message.ts, channel_id: place.channel.id };
  return { container, channel: { id: place.channel.id, name: place.channel.name } };
}
