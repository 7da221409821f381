import { addClockPanel } from "./clock-panel.js";
import { actOrSay, watch } from "./connection.js";
import { draw, h } from "./dom.js";
import { drawConversation } from "./draw-conversation.js";
import { drawHint, showHintOnce } from "./draw-hint.js";
import { drawHome } from "./draw-home.js";
import { stayAtEnd } from "./draw-message-list.js";
import { drawModal, focusFirstError, returnFocus } from "./draw-modal.js";
import { drawSidebar } from "./draw-sidebar.js";
import { drawThread } from "./draw-thread.js";
import { drawPersonSwitcher, drawWorkspaceName } from "./draw-top.js";
import { forgetForms } from "./form.js";
import { addPagerPanel } from "./pager-panel.js";
import { drawDrawer, drawPanelButtons } from "./panels.js";
import { go, readPlace } from "./place.js";
import { change, onChange, session } from "./session.js";
import { addTrafficPanel } from "./traffic-panel.js";

/** @import { PageState } from "../slack/page-state.ts" */

onChange(drawEverything);
addTrafficPanel();
void addClockPanel();
void addPagerPanel();
showHintOnce();
readPlace();
addEventListener("hashchange", readPlace);
document.addEventListener("visibilitychange", () => change());
// "3 minutes ago" has to become "4 minutes ago".
setInterval(() => change({ minute: session.minute + 1 }), 30_000);

function drawEverything() {
  const { state, place } = session;
  watch(place.person, place.conversation);
  drawInto("workspace", drawWorkspaceName());
  drawInto("panels", drawPanelButtons());
  drawInto("person", drawPersonSwitcher());
  drawInto("hint", drawHint());
  drawInto("drawer", drawDrawer());
  drawInto(
    "toasts",
    session.toasts.map(({ id, text }) => h("div", { class: "toast", key: `toast ${id}` }, text)),
  );
  drawInto(
    "app",
    state ? drawWorkspace(state) : [h("p", { class: "waiting", key: "waiting" }, "Opening the workspace…")],
  );
  drawInto("modals", state?.modal ? [drawModal(state.modal)] : []);
  document.body.classList.toggle("has-sidebar", session.isSidebarOpen);
  stayAtEnd();
  if (state) follow(state);
}

/**
 * @param {string} id
 * @param {readonly import("./dom.js").VNode[]} children
 */
function drawInto(id, children) {
  const root = document.getElementById(id);
  if (root) draw(root, children);
}

/** @param {PageState} state */
function drawWorkspace(state) {
  const { place } = session;
  const { conversation } = state;
  if (place.isHome) return [...drawSidebar(state), drawHome(state)];
  if (!conversation)
    return [...drawSidebar(state), h("p", { class: "waiting", key: "waiting" }, "Choose a conversation.")];
  return [
    ...drawSidebar(state),
    drawConversation(conversation),
    place.thread ? drawThread(conversation, place.thread) : null,
  ];
}

let seen = { me: "", errors: "", home: "", read: "" };

/**
 * What the page does by itself when the state says something new.
 * @param {PageState} state
 */
function follow(state) {
  const { place } = session;
  const { conversation, modal } = state;
  goWhereOneCanBe(state);

  const unread = state.conversations.reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${place.isHome ? state.app.name : (conversation?.name ?? "Sandbox")} · ${state.team.name}`;

  const errors = modal ? `${modal.id} ${JSON.stringify(modal.errors)}` : "";
  if (errors !== seen.errors && modal && Object.keys(modal.errors).length > 0) focusFirstError();
  if (!modal && seen.errors !== "") {
    forgetForms("modal ");
    returnFocus();
  }

  const home = place.isHome ? place.person : "";
  if (home !== seen.home && home) actOrSay({ kind: "home-open" });

  const listed = state.conversations.find(({ id }) => id === conversation?.id);
  const isRead = !listed || listed.unread === 0 || place.isHome || document.visibilityState === "hidden";
  const read = isRead || !conversation ? "" : `${state.me} ${conversation.id} ${conversation.messages.at(-1)?.ts}`;
  if (read && read !== seen.read && conversation && state.me === place.person) {
    actOrSay({ kind: "read", conversation: conversation.id });
  }
  if (state.me !== seen.me) forgetForms("");
  seen = { me: state.me, errors, home, read };
}

/**
 * For a first visit, and for an address from a workspace that is no more.
 * @param {PageState} state
 */
function goWhereOneCanBe({ me, people, conversations }) {
  const { place } = session;
  const isKnown = conversations.some(({ id }) => id === place.conversation);
  const start = conversations.find(({ name }) => name === "incidents") ?? conversations[0];
  const conversation = isKnown ? place.conversation : (start?.id ?? "");
  if (!people.some(({ id }) => id === place.person)) go({ person: me, conversation });
  else if (!isKnown && !place.isHome && me === place.person && start) go({ conversation, thread: "" });
}
