import { actOrSay } from "./connection.js";
import { h } from "./dom.js";
import { change, session } from "./session.js";

/** @import { PageMessage } from "../slack/page-state.ts" */

/**
 * A message being changed by its author. Enter saves, Escape leaves it as it was.
 * @param {string} conversation
 * @param {PageMessage} message
 */
export function drawEditor(conversation, { ts }) {
  const draftKey = `edit ${ts}`;
  const text = session.drafts.get(draftKey) ?? "";
  const save = async () => {
    change({ editing: "" });
    if (text.trim() !== "") await actOrSay({ kind: "edit", conversation, ts, text });
  };
  /** @param {Event & { currentTarget: HTMLTextAreaElement }} event */
  const onInput = ({ currentTarget }) => {
    session.drafts.set(draftKey, currentTarget.value);
    change();
  };
  /** @param {KeyboardEvent} event */
  const onKeydown = (event) => {
    if (event.key === "Escape") change({ editing: "" });
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
  };
  const onCreate = (/** @type {HTMLElement} */ element) => element.focus();
  return h(
    "div",
    { class: "editor" },
    h("textarea", {
      class: "input long",
      "aria-label": "Edit message",
      rows: "2",
      onInput,
      onKeydown,
      onCreate,
      value: text,
    }),
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "button", onClick: () => change({ editing: "" }) }, "Cancel"),
      h("button", { type: "button", class: "button primary", onClick: save }, "Save"),
    ),
  );
}
