import { act } from "./connection.js";
import { h } from "./dom.js";
import { drawBlocks } from "./draw-blocks.js";
import { drawPlainText } from "./draw-text.js";
import { readForm } from "./form.js";
import { checkForm } from "./form-checks.js";
import { icon } from "./icon.js";
import { change, session, toast } from "./session.js";
import { modalSurface } from "./surfaces.js";

/**
 * @import { PageModal } from "../slack/page-state.ts"
 * @import { VNode } from "./dom.js"
 */

/** Faults this page found before sending; gone with the next submission. */
/** @type {{ modal: string, errors: Record<string, string> }} */
let found = { modal: "", errors: {} };

/**
 * The modal on top of the stack.
 * @param {PageModal} modal
 * @returns {VNode}
 */
export function drawModal(modal) {
  const { id, view, depth } = modal;
  const isBusy = modal.isBusy || session.busy.has(id);
  const surface = modalSurface(modal, found.modal === id ? found.errors : modal.errors);
  const title = view.type === "modal" ? view.title.text : "";
  const submitText = view.type === "modal" ? view.submit?.text : undefined;
  const closeText = (view.type === "modal" ? view.close?.text : undefined) ?? (submitText ? "Cancel" : "Close");
  const close = () => void closeModal(id);
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    if (!isBusy) submitModal(modal);
  };
  /** @param {Event} event */
  const onCancel = (event) => {
    event.preventDefault();
    close();
  };
  return h(
    "dialog",
    {
      class: "modal",
      key: id,
      "data-testid": "modal",
      "aria-labelledby": `${id}-title`,
      onCancel,
      onCreate: showModal,
    },
    h(
      "form",
      { class: "modal-form", novalidate: true, onSubmit: submit, "aria-busy": isBusy ? "true" : false },
      h(
        "header",
        { class: "modal-head" },
        depth > 0
          ? h(
              "button",
              { type: "button", class: "button icon-only", "aria-label": "Back", onClick: close },
              icon("back"),
            )
          : null,
        h("h2", { id: `${id}-title` }, drawPlainText(title)),
        h(
          "button",
          { type: "button", class: "button icon-only", "aria-label": "Close", onClick: close },
          icon("close"),
        ),
      ),
      h("div", { class: "modal-body" }, drawBlocks(surface.blocks, surface)),
      h(
        "footer",
        { class: "dialog-foot" },
        h("button", { type: "button", class: "button", onClick: close }, closeText),
        submitText
          ? h(
              "button",
              {
                type: "submit",
                class: "button primary",
                "data-testid": "modal-submit",
                "aria-busy": isBusy ? "true" : false,
              },
              drawPlainText(submitText),
            )
          : null,
      ),
    ),
  );
}

/** @type {Element | null} */
let openedFrom = null;

/** Once no modal is left, the focus goes back to where it was before the first. */
export function returnFocus() {
  if (openedFrom instanceof HTMLElement) openedFrom.focus();
  openedFrom = null;
}

/** @param {HTMLDialogElement} dialog */
function showModal(dialog) {
  if (document.activeElement !== document.body) openedFrom ??= document.activeElement;
  dialog.showModal();
  const field =
    dialog.querySelector("[data-focus]") ??
    dialog.querySelector(".modal-body :is(input, textarea, select, .multi-select)");
  if (field instanceof HTMLElement) field.focus();
  else dialog.focus();
}

/**
 * What is wrong is shown beside its field, and the first of them is taken to.
 * @param {PageModal} modal
 */
async function submitModal(modal) {
  const surface = modalSurface(modal, {});
  const errors = checkForm(surface);
  found = { modal: modal.id, errors };
  if (Object.keys(errors).length > 0) {
    change();
    return focusFirstError();
  }
  found = { modal: "", errors: {} };
  change({ busy: new Set([...session.busy, modal.id]) });
  const refusal = await act({ kind: "modal-submit", modal: modal.id, values: readForm(surface) });
  change({ busy: new Set([...session.busy].filter((key) => key !== modal.id)) });
  if (refusal) toast(refusal);
}

/** @param {string} id */
async function closeModal(id) {
  const refusal = await act({ kind: "modal-close", modal: id });
  if (refusal) toast(refusal);
}

/** Once drawn. */
export function focusFirstError() {
  setTimeout(() => {
    const field = document.querySelector(".modal .is-wrong :is(input, textarea, select, button)");
    if (field instanceof HTMLElement) field.focus();
  });
}
