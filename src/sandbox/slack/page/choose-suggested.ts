import { objectAt, objectsAt, textAt } from "../json.ts";
import { findElement, offeredOptions } from "../people/payloads.ts";
import { type SelectPlace, suggestOptions } from "../people/suggest-options.ts";
import type { FormValue, FormValues, Person } from "../state/types.ts";
import type { World } from "../state/world.ts";

/**
 * The page has a text field where Slack has a select that asks the app. What was typed there becomes the option the app
 * offers for it; what it does not offer stays, and is refused later.
 */
export async function chooseSuggested(
  world: World,
  person: Person,
  place: SelectPlace,
  values: FormValues,
): Promise<FormValues> {
  const blocks = place.kind === "view" ? objectsAt(place.view.view, "blocks") : place.message.blocks;
  const chosen: Record<string, Record<string, FormValue>> = {};
  for (const [blockId, actions] of Object.entries(values)) {
    chosen[blockId] = { ...actions };
    for (const [actionId, value] of Object.entries(actions)) {
      const type = textAt(findElement(blocks, actionId, blockId)?.element, "type");
      if (type !== "external_select" || typeof value !== "string" || value === "") continue;
      chosen[blockId][actionId] = await chosenFor(world, person, place, actionId, value);
    }
  }
  return chosen;
}

async function chosenFor(world: World, person: Person, place: SelectPlace, actionId: string, typed: string) {
  const known = offeredOptions(world, person, actionId).some((option) => option.value === typed);
  if (known) return typed;
  const options = await suggestOptions(world, person, place, actionId, typed);
  const same = options.find((option) => textAt(objectAt(option, "text"), "text") === typed);
  return textAt(same ?? options[0], "value") || typed;
}
