import { h, lazy } from "./dom.js";
import { addPanel } from "./panels.js";
import { session } from "./session.js";

/** @import { PageTraffic } from "../slack/page-state.ts" */

/** Everything that went between Slack and the app, newest first. */
export function addTrafficPanel() {
  addPanel({
    id: "traffic",
    label: "Traffic",
    icon: "traffic",
    content: () => {
      const traffic = session.state?.traffic ?? [];
      if (traffic.length === 0)
        return [h("p", { class: "quiet" }, "Nothing has been said between Slack and the app yet.")];
      return traffic
        .toReversed()
        .map((entry) => lazy("details", `traffic ${entry.id}`, entry.outcome, () => drawEntry(entry)));
    },
  });
}

/** @param {PageTraffic} entry */
function drawEntry({ at, direction, what, outcome, body }) {
  const isGood = outcome === "ok" || outcome === "acked";
  return h(
    "details",
    { class: "traffic" },
    h(
      "summary",
      {},
      h(
        "span",
        { class: "traffic-way", title: direction === "to-app" ? "Slack to the app" : "The app to Slack" },
        direction === "to-app" ? "→ app" : "← app",
      ),
      h("code", {}, what),
      h("span", { class: isGood ? "outcome" : "outcome is-bad" }, outcome),
      h("time", { class: "quiet", datetime: at }, at.slice(11, 23)),
    ),
    h("pre", { class: "preformatted", tabindex: "0" }, pretty(body)),
  );
}

/** @param {string} body */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
