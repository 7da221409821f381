import { actionIdOf, initialValue, statefulElements } from "./form-values.js";
import { change } from "./session.js";

/**
 * What has been typed or chosen and not yet sent, kept outside the page's elements so that drawing again loses nothing.
 *
 * @import { KnownBlock } from "@slack/types"
 * @import { PageActionInput, PageFormValues } from "../slack/page-state.ts"
 * @import { Field, FieldValue } from "./form-values.js"
 *
 * @typedef {{
 *   scope: string,
 *   keepsTyped: boolean,
 *   blocks: readonly KnownBlock[],
 *   errors: Readonly<Record<string, string>>,
 *   act: (input: PageActionInput) => void,
 * }} Surface A message, a modal or a home. `scope` names it; `keepsTyped` when an update keeps what was typed.
 */

/** @type {Map<string, Map<string, FieldValue>>} */
const typed = new Map();
/** @type {Map<string, number>} */
const versions = new Map();

/**
 * The value shown now. As in Slack, a view that is updated keeps a field's first value while its ids exist;
 * an edited message starts from what the edit says.
 * @param {Surface} surface
 * @param {string} blockId
 * @param {Field} element
 * @returns {FieldValue}
 */
export function fieldValue(surface, blockId, element) {
  const fields = fieldsOf(surface.scope);
  const key = fieldKey(surface, blockId, element);
  if (surface.keepsTyped && !fields.has(key)) fields.set(key, initialValue(element) ?? null);
  return fields.get(key) ?? (fields.has(key) ? null : (initialValue(element) ?? null));
}

/**
 * @param {Surface} surface
 * @param {string} blockId
 * @param {Field} element
 * @param {FieldValue} value
 */
export function setFieldValue(surface, blockId, element, value) {
  fieldsOf(surface.scope).set(fieldKey(surface, blockId, element), value);
  versions.set(surface.scope, formVersion(surface.scope) + 1);
  change();
}

/**
 * Differs whenever something in the scope was typed.
 * @param {string} scope
 */
export function formVersion(scope) {
  return versions.get(scope) ?? 0;
}

/**
 * Everything a surface would send.
 * @param {Surface} surface
 * @returns {PageFormValues}
 */
export function readForm(surface) {
  /** @type {Record<string, Record<string, FieldValue>>} */
  const values = {};
  for (const { blockId, element } of statefulElements(surface.blocks)) {
    const value = fieldValue(surface, blockId, element);
    values[blockId] = { ...values[blockId], [actionIdOf(element)]: value === "" ? null : value };
  }
  return values;
}

/**
 * Forgets what was typed in every scope that starts so.
 * @param {string} prefix
 */
export function forgetForms(prefix) {
  for (const scope of typed.keys()) if (scope.startsWith(prefix)) typed.delete(scope);
}

/** @param {string} scope */
function fieldsOf(scope) {
  const known = typed.get(scope) ?? new Map();
  typed.set(scope, known);
  return known;
}

/**
 * @param {Surface} surface
 * @param {string} blockId
 * @param {Field} element
 */
function fieldKey(surface, blockId, element) {
  const start = surface.keepsTyped ? "" : JSON.stringify(initialValue(element));
  return `${blockId}\n${actionIdOf(element)}\n${start}`;
}
