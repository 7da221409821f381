import { h } from "./dom.js";
import { fillComposer } from "./draw-composer.js";
import { icon } from "./icon.js";
import { change, session } from "./session.js";

const example = "/incident declare P1 podcast-analytics API error rate at 37%";
const storageKey = "hint-dismissed";

/** For a first visit only. */
export function showHintOnce() {
  change({ isHintShown: localStorage.getItem(storageKey) === null });
}

/** @returns {import("./dom.js").VNode[]} */
export function drawHint() {
  const { state, isHintShown, place } = session;
  const command = example.split(" ")[0];
  const conversation = state?.conversation;
  if (
    !isHintShown ||
    place.isHome ||
    place.thread ||
    !conversation ||
    !state.commands.some((one) => one.command === command)
  )
    return [];
  const dismiss = () => {
    localStorage.setItem(storageKey, "yes");
    change({ isHintShown: false });
  };
  const fill = () => {
    fillComposer(`${conversation.id} `, example);
    dismiss();
  };
  return [
    h(
      "div",
      { class: "hint-bar" },
      h("span", {}, "Type "),
      h("button", { type: "button", class: "hint-example", onClick: fill }, example),
      h(
        "button",
        { type: "button", class: "button icon-only", "aria-label": "Dismiss the hint", onClick: dismiss },
        icon("close"),
      ),
    ),
  ];
}
