import { h } from "./dom.js";
import { addPanel } from "./panels.js";
import { change, toast } from "./session.js";

/** @import { PanelIncident, PanelState } from "../pager/panel.ts" */
/** @import { Mood } from "../pager/types.ts" */

/** @type {PanelState | undefined} */
let pager;
let person = "";

/** @type {Readonly<Record<Mood, string>>} */
const moodWords = {
  well: "Well",
  slow: "Slow",
  silent: "Silent",
  down: "Down",
  limited: "Answers 429",
  failing: "Answers 500",
  html: "Answers HTML",
  "losing-answers": "Loses answers",
};

/** Whose phone rings, and what can go wrong with a pager. Shown where this sandbox has one. */
export async function addPagerPanel() {
  if (!(await ask())) return;
  addPanel({
    id: "pager",
    get label() {
      const ringing = pager?.incidents.filter(({ status }) => status === "triggered").length ?? 0;
      return ringing > 0 ? `Pager (${ringing})` : "Pager";
    },
    icon: "pager",
    content: drawPager,
  });
  setInterval(() => void ask(), 2000);
}

/** @param {object} [act] */
async function ask(act) {
  try {
    const response = await fetch("/panel/pager", act ? { method: "POST", body: JSON.stringify(act) } : {});
    if (response.status !== 200) return false;
    const answer = await response.json();
    if (answer.error) toast(answer.error);
    else if (JSON.stringify(answer) !== JSON.stringify(pager)) {
      pager = answer;
      change();
    }
    return true;
  } catch {
    // The sandbox is restarting; the next time asks again.
    return false;
  }
}

function drawPager() {
  if (!pager) return [];
  const { incidents, mood, moods } = pager;
  const open = incidents.filter(({ status }) => status !== "resolved");
  const over = incidents.filter(({ status }) => status === "resolved");
  return [
    h("p", { class: "quiet" }, "A pager of this sandbox alone. No phone rings anywhere."),
    ...(open.length > 0 ? open.map(drawPage) : [h("p", { class: "pager-calm" }, "Nobody's phone rings.")]),
    h("h3", {}, "How it behaves to the bot"),
    h(
      "div",
      { class: "clock-choices" },
      moods.map((one) =>
        h(
          "button",
          {
            type: "button",
            class: "button",
            "aria-pressed": one === mood ? "true" : "false",
            onClick: () => ask({ act: "be", mood: one }),
          },
          moodWords[one],
        ),
      ),
    ),
    ...(over.length > 0 ? [h("h3", {}, "Over"), ...over.slice(0, 5).map(drawOver)] : []),
  ];
}

/** @param {PanelIncident} page */
function drawPage(page) {
  const { id, title, service, ringing, acknowledgedBy, responders, notes } = page;
  const isRinging = ringing.length > 0;
  const who = isRinging ? `Ringing: ${ringing.join(", ")}` : `Answered by ${acknowledgedBy.join(", ") || "nobody"}`;
  return h(
    "article",
    { class: isRinging ? "pager-page is-ringing" : "pager-page", key: id },
    h("strong", {}, title),
    h("p", { class: "quiet" }, service),
    h("p", {}, who, responders.length > 0 ? `. Asked to help: ${responders.join(", ")}` : ""),
    ...notes.map((note) => h("p", { class: "quiet" }, note)),
    drawActs(page),
  );
}

/** @param {PanelIncident} page */
function drawActs({ id, ringing, acknowledgedBy }) {
  const people = pager?.people ?? [];
  const own = people.find(({ name }) => name === (ringing[0] ?? acknowledgedBy[0]))?.id;
  const by = person || own || people[0]?.id || "";
  /** @param {string} act @param {string} label */
  const button = (act, label) =>
    h("button", { type: "button", class: "button", onClick: () => ask({ act, incident: id, person: by }) }, label);
  /** @param {Event} event */
  const note = (event) => {
    event.preventDefault();
    const field = event.target instanceof HTMLFormElement ? event.target.elements.namedItem("note") : null;
    if (!(field instanceof HTMLInputElement) || !field.value.trim()) return;
    void ask({ act: "annotate", incident: id, person: by, text: field.value.trim() });
    field.value = "";
  };
  return h(
    "div",
    { class: "pager-acts" },
    h(
      "div",
      { class: "pager-buttons" },
      ringing.length > 0 ? button("acknowledge", "Acknowledge") : "",
      button("resolve", "Resolve"),
      button("escalate", "Escalate"),
    ),
    h(
      "form",
      { class: "pager-note", onSubmit: note },
      h("input", { name: "note", "aria-label": "Note", placeholder: "A note", autocomplete: "off" }),
      h("button", { type: "submit", class: "button" }, "Add"),
    ),
    h("label", { class: "quiet" }, "Done by ", drawPeople(by)),
  );
}

/** @param {string} by */
function drawPeople(by) {
  /** @param {Event} event */
  const choose = (event) => {
    if (event.target instanceof HTMLSelectElement) person = event.target.value;
    change();
  };
  return h(
    "select",
    { onChange: choose },
    (pager?.people ?? []).map(({ id, name }) =>
      h("option", { value: id, key: id, ...(id === by ? { selected: "selected" } : {}) }, name),
    ),
  );
}

/** @param {PanelIncident} page */
function drawOver({ id, title, acknowledgedBy }) {
  const by = acknowledgedBy.length > 0 ? ` – answered by ${acknowledgedBy.join(", ")}` : "";
  return h("p", { class: "quiet", key: id }, `${title}${by}`);
}
