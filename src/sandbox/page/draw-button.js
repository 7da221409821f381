import { h } from "./dom.js";
import { drawPlainText, plainString } from "./draw-text.js";
import { icon } from "./icon.js";
import { askToConfirm, openMenu } from "./popup.js";
import { session } from "./session.js";
import { busyKey, tell } from "./use-element.js";

/**
 * @import { VNode } from "./dom.js"
 * @import { Field } from "./form-values.js"
 * @import { Spot } from "./use-element.js"
 */

/**
 * @param {Extract<Field, { type: "button" | "workflow_button" | "icon_button" }>} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawButton(element, spot) {
  const isBusy = session.busy.has(busyKey(spot, element));
  const style = "style" in element ? (element.style ?? "") : "";
  const url = "url" in element ? element.url : undefined;
  const label = element.accessibility_label;
  const press = async () => {
    if (!isBusy && (await askToConfirm(element.confirm))) tell(element, spot);
  };
  const look = {
    class: `button ${style}`,
    ...(label ? { "aria-label": label } : {}),
    "aria-busy": isBusy ? "true" : false,
  };
  const text = drawPlainText(element.text.text);
  return url
    ? h(
        "a",
        { ...look, href: url, target: "_blank", rel: "noopener noreferrer", onClick: press },
        text,
        icon("external"),
      )
    : h("button", { ...look, type: "button", onClick: press }, text);
}

/**
 * @param {Extract<Field, { type: "feedback_buttons" }>} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawFeedback(element, spot) {
  return h(
    "span",
    { class: "actions" },
    [element.positive_button, element.negative_button].map((choice) =>
      h(
        "button",
        { type: "button", class: "button", onClick: () => tell(element, spot, choice.value) },
        choice.text.text,
      ),
    ),
  );
}

/**
 * @param {Extract<Field, { type: "overflow" }>} element
 * @param {Spot} spot
 * @returns {VNode}
 */
export function drawOverflow(element, spot) {
  const items = element.options.map((option) => ({
    label: plainString(option.text.text),
    url: option.url,
    onChoose: async () => {
      if (await askToConfirm(element.confirm)) tell(element, spot, option.value ?? "");
    },
  }));
  /** @param {Event & { currentTarget: Element }} event */
  const open = (event) => openMenu({ label: "More actions", anchor: event.currentTarget, items });
  return h(
    "button",
    { type: "button", class: "button icon-only", "aria-label": "More actions", "aria-haspopup": "menu", onClick: open },
    icon("more"),
  );
}
