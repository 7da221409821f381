import { h } from "./dom.js";
import { addPanel } from "./panels.js";
import { change, session } from "./session.js";

/** @import { ClockState } from "../clock-control.ts" */

const factors = [1, 10, 60, 600];
const skips = [5, 15, 60, 24 * 60];

/** @type {ClockState | undefined} */
let clock;

/** The time of incidents: how fast it passes, and a way to move it on. Shown where this sandbox has one. */
export async function addClockPanel() {
  if (!(await ask())) return;
  addPanel({ id: "clock", label: "Clock", icon: "clock", content: drawClock });
  setInterval(() => {
    if (session.drawer === "clock") void ask();
  }, 1000);
}

/** @param {object} [act] */
async function ask(act) {
  try {
    const response = await fetch("/panel/clock", act ? { method: "POST", body: JSON.stringify(act) } : {});
    if (response.status !== 200) return false;
    clock = await response.json();
    change();
    return true;
  } catch {
    // The sandbox is restarting; the next second asks again.
    return false;
  }
}

function drawClock() {
  if (!clock) return [];
  const now = new Date(clock.now);
  return [
    h("p", { class: "clock-face" }, now.toLocaleTimeString("en-GB")),
    h(
      "p",
      { class: "quiet" },
      `${now.toLocaleDateString("en-GB", { dateStyle: "full" })}. What is due, is due by this clock.`,
    ),
    h("h3", {}, "How fast it runs"),
    h(
      "div",
      { class: "clock-choices" },
      factors.map((factor) =>
        h(
          "button",
          {
            type: "button",
            class: "button",
            "aria-pressed": clock?.factor === factor ? "true" : "false",
            onClick: () => ask({ act: "run", factor }),
          },
          factor === 1 ? "As it is" : `× ${factor}`,
        ),
      ),
    ),
    h("h3", {}, "Move it on by"),
    h(
      "div",
      { class: "clock-choices" },
      skips.map((minutes) =>
        h(
          "button",
          { type: "button", class: "button", onClick: () => ask({ act: "skip", minutes }) },
          minutes < 60 ? `${minutes} min` : minutes === 60 ? "1 hour" : "1 day",
        ),
      ),
    ),
  ];
}
