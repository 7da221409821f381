import { actOrSay } from "./connection.js";
import { readForm } from "./form.js";
import { knownBlocks } from "./known-blocks.js";
import { surfaceBusyKey } from "./use-element.js";

/**
 * @import { View } from "@slack/types"
 * @import { PageMessage, PageModal } from "../slack/page-state.ts"
 * @import { Surface } from "./form.js"
 */

/**
 * @param {string} conversation
 * @param {PageMessage} message
 * @returns {Surface}
 */
export function messageSurface(conversation, message) {
  const { ts, blocks } = message;
  /** @type {Surface} */
  const surface = {
    scope: `message ${conversation} ${ts}`,
    keepsTyped: false,
    blocks: knownBlocks(blocks),
    errors: {},
    act: (input) =>
      actOrSay({ kind: "click", conversation, ts, input, values: readForm(surface) }, surfaceBusyKey(surface, input)),
  };
  return surface;
}

/**
 * @param {PageModal} modal
 * @param {Readonly<Record<string, string>>} errors
 * @returns {Surface}
 */
export function modalSurface(modal, errors) {
  /** @type {Surface} */
  const surface = {
    scope: `modal ${modal.id}`,
    keepsTyped: true,
    blocks: knownBlocks(modal.view.blocks),
    errors,
    act: (input) =>
      actOrSay(
        { kind: "modal-click", modal: modal.id, input, values: readForm(surface) },
        surfaceBusyKey(surface, input),
      ),
  };
  return surface;
}

/**
 * @param {View} view
 * @returns {Surface}
 */
export function homeSurface(view) {
  /** @type {Surface} */
  const surface = {
    scope: "home",
    keepsTyped: true,
    blocks: knownBlocks(view.blocks),
    errors: {},
    act: (input) => actOrSay({ kind: "home-click", input, values: readForm(surface) }, surfaceBusyKey(surface, input)),
  };
  return surface;
}
