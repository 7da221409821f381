import { draw, h } from "./dom.js";
import { drawText } from "./draw-text.js";

/**
 * @import { ConfirmationDialog } from "@slack/types"
 * @import { VNode } from "./dom.js"
 * @typedef {{ close: () => void, redraw: () => void }} Popup
 */

/**
 * Opens a small dialog beside `anchor` (a sheet from below on a phone). It closes on Escape and on a click outside,
 * and the focus goes back where it was.
 * @param {{ label: string, anchor?: Element, className: string, content: (popup: Popup) => VNode[], onClose?: () => void }} options
 */
export function openPopup({ label, anchor, className, content, onClose }) {
  const dialog = document.createElement("dialog");
  dialog.className = `popup ${className}`;
  dialog.setAttribute("aria-label", label);
  const popup = { close: () => dialog.close(), redraw: () => draw(dialog, content(popup)) };
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  popup.redraw();
  document.body.append(dialog);
  dialog.showModal();
  if (anchor && innerWidth >= 640) placeBeside(dialog, anchor);
}

/**
 * @param {HTMLElement} dialog
 * @param {Element} anchor
 */
function placeBeside(dialog, anchor) {
  const around = anchor.getBoundingClientRect();
  const { width, height } = dialog.getBoundingClientRect();
  const isBelow = around.bottom + height + 8 < innerHeight;
  dialog.style.margin = "0";
  dialog.style.left = `${Math.max(8, Math.min(around.left, innerWidth - width - 8))}px`;
  dialog.style.top = `${isBelow ? around.bottom + 4 : Math.max(8, around.top - height - 4)}px`;
}

/**
 * A menu; arrow keys move, Enter chooses.
 * @param {{ label: string, anchor: Element, items: readonly { label: string, isDanger?: boolean, url?: string | undefined, onChoose: () => void }[] }} options
 */
export function openMenu({ label, anchor, items }) {
  openPopup({
    label,
    anchor,
    className: "menu",
    content: ({ close }) => [
      h(
        "div",
        { role: "menu", "aria-label": label, onKeydown: moveWithArrows },
        items.map((item) => {
          const choose = () => {
            close();
            item.onChoose();
          };
          const look = { role: "menuitem", class: item.isDanger ? "menu-item danger" : "menu-item", onClick: choose };
          return item.url
            ? h("a", { ...look, href: item.url, target: "_blank", rel: "noopener noreferrer" }, item.label)
            : h("button", { ...look, type: "button" }, item.label);
        }),
      ),
    ],
  });
}

/** @param {KeyboardEvent} event */
function moveWithArrows(event) {
  const menu = event.currentTarget;
  if (!(menu instanceof Element) || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const items = [...menu.children].filter((item) => item instanceof HTMLElement);
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? items.indexOf(activeElement) : -1;
  const step = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : event.key === "Home" ? 0 : -1;
  items.at(step % items.length)?.focus();
}

/**
 * Slack's confirmation dialog.
 * @param {ConfirmationDialog | undefined} confirm nothing to confirm is a yes
 * @returns {Promise<boolean>}
 */
export function askToConfirm(confirm) {
  if (!confirm) return Promise.resolve(true);
  const title = confirm.title?.text ?? "Are you sure?";
  return new Promise((resolve) => {
    let isYes = false;
    openPopup({
      label: title,
      className: "confirm",
      onClose: () => resolve(isYes),
      content: ({ close }) => [
        h("h2", {}, title),
        h("div", { class: "confirm-text" }, drawText(confirm.text)),
        h(
          "div",
          { class: "dialog-foot" },
          h("button", { type: "button", class: "button", onClick: close }, confirm.deny?.text ?? "Cancel"),
          h(
            "button",
            {
              type: "button",
              class: `button ${confirm.style === "danger" ? "danger" : "primary"}`,
              onClick: () => {
                isYes = true;
                close();
              },
            },
            confirm.confirm?.text ?? "Yes",
          ),
        ),
      ],
    });
  });
}
