import type { Again } from "../delivery/delivery.ts";
import { objectsAt } from "../json.ts";
import type { Person, StoredView } from "../state/types.ts";
import { clearModals, closeModal, viewPayload } from "../state/views.ts";
import type { World } from "../state/world.ts";
import { interactionBase, stateValues } from "./payloads.ts";
import { sendInteraction } from "./send-interaction.ts";

/** Closes the visible modal, or all of them where the view says so; the app hears of it when it asked to. */
export async function closeByPerson(world: World, person: Person, stored: StoredView, again?: Again): Promise<void> {
  const isCleared = stored.view.clear_on_close === true;
  if (isCleared) clearModals(world, person.id);
  else closeModal(world, stored);
  if (stored.view.notify_on_close !== true) return;
  const state = stateValues(world, person, objectsAt(stored.view, "blocks"), stored.values);
  const view = viewPayload(world, stored, state);
  const payload = { type: "view_closed", ...interactionBase(world, person), view, is_cleared: isCleared };
  await sendInteraction(world, payload, again);
}
