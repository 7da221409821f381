import { h } from "./dom.js";
import { drawBlocks } from "./draw-blocks.js";
import { icon } from "./icon.js";
import { homeSurface } from "./surfaces.js";

/** @import { PageState } from "../slack/page-state.ts" */

/**
 * The app's Home of this person.
 * @param {PageState} state
 */
export function drawHome({ app, home }) {
  const surface = home ? homeSurface(home) : undefined;
  return h(
    "section",
    { class: "conversation-pane", key: "home", "aria-label": "App Home" },
    h(
      "header",
      { class: "conversation-head" },
      h("div", { class: "head-row" }, h("h1", {}, icon("home"), h("span", {}, app.name))),
    ),
    h(
      "div",
      { class: "home", tabindex: "0", role: "region", "aria-label": `${app.name} Home` },
      surface
        ? h("div", { class: "home-body" }, drawBlocks(surface.blocks, surface))
        : h("p", { class: "quiet" }, `${app.name} has not shown anything here yet.`),
    ),
  );
}
