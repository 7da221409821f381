import { fieldValue, setFieldValue } from "./form.js";
import { actionIdOf } from "./form-values.js";
import { askToConfirm } from "./popup.js";

/**
 * @import { Surface } from "./form.js"
 * @import { Field, FieldValue } from "./form-values.js"
 *
 * @typedef {{
 *   surface: Surface,
 *   blockId: string,
 *   isInput: boolean,
 *   dispatches: boolean,
 *   attributes: Record<string, unknown>,
 * }} Spot Where an element stands. In an `input` block it waits for the form unless it `dispatches`;
 * `attributes` name it for people who cannot see it.
 */

/**
 * Keeps a new value, and tells the app where Slack would.
 * @param {Field} element
 * @param {Spot} spot
 * @param {FieldValue} value
 */
export async function choose(element, spot, value) {
  if (!spot.isInput && "confirm" in element && !(await askToConfirm(element.confirm))) {
    // Drawing again puts the old choice back.
    setFieldValue(spot.surface, spot.blockId, element, fieldValue(spot.surface, spot.blockId, element));
    return;
  }
  setFieldValue(spot.surface, spot.blockId, element, value);
  if (!spot.isInput || spot.dispatches) tell(element, spot, value);
}

/**
 * @param {Field} element
 * @param {Spot} spot
 * @param {FieldValue} [value]
 */
export function tell(element, { surface, blockId }, value) {
  const input = { blockId, actionId: actionIdOf(element) };
  surface.act(value === undefined || value === null ? input : { ...input, value });
}

/**
 * A button that is waiting for its answer is known by this.
 * @param {Spot} spot
 * @param {Field} element
 */
export function busyKey({ surface, blockId }, element) {
  return surfaceBusyKey(surface, { blockId, actionId: actionIdOf(element) });
}

/**
 * @param {Pick<Surface, "scope">} surface
 * @param {{ blockId: string, actionId: string }} input
 */
export function surfaceBusyKey({ scope }, { blockId, actionId }) {
  return `${scope}\n${blockId}\n${actionId}`;
}
