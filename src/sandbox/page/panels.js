import { h } from "./dom.js";
import { icon } from "./icon.js";
import { change, session } from "./session.js";

/**
 * @import { VNode } from "./dom.js"
 * @typedef {{ id: string, label: string, icon: Parameters<typeof icon>[0], content: () => VNode[] }} Panel
 */

/** @type {Panel[]} */
const panels = [];

/**
 * Adds a button to the header that opens a drawer. `content` is called whenever the page is drawn while it is open;
 * a panel that learns something new calls `change()` of session.js.
 * @param {Panel} panel
 */
export function addPanel(panel) {
  panels.push(panel);
  change();
}

/** @returns {VNode[]} */
export function drawPanelButtons() {
  return panels.map(({ id, label, icon: name }) =>
    h(
      "button",
      {
        key: id,
        type: "button",
        class: "panel-button",
        "aria-pressed": session.drawer === id ? "true" : "false",
        title: label,
        onClick: () => change({ drawer: session.drawer === id ? "" : id }),
      },
      icon(name),
      h("span", { class: "panel-label" }, label),
    ),
  );
}

/** @returns {VNode[]} */
export function drawDrawer() {
  const panel = panels.find(({ id }) => id === session.drawer);
  if (!panel) return [];
  return [
    h(
      "section",
      { key: panel.id, class: "drawer", "aria-label": panel.label },
      h(
        "div",
        { class: "drawer-head" },
        h("h2", {}, panel.label),
        h(
          "button",
          { type: "button", class: "button icon-only", "aria-label": "Close", onClick: () => change({ drawer: "" }) },
          icon("close"),
        ),
      ),
      h("div", { class: "drawer-body" }, panel.content()),
    ),
  ];
}
