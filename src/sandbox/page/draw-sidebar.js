import { drawAvatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icon.js";
import { go, openConversation } from "./place.js";
import { change, session } from "./session.js";

/**
 * @import { PageConversation, PageState } from "../slack/page-state.ts"
 * @import { VNode } from "./dom.js"
 */

/**
 * @param {PageState} state
 * @returns {VNode[]}
 */
export function drawSidebar(state) {
  const live = state.conversations.filter(({ isArchived }) => !isArchived);
  const channels = live.filter(({ kind }) => kind !== "direct");
  const archived = state.conversations.filter(({ isArchived }) => isArchived);
  const isHome = session.place.isHome;
  return [
    h("div", { class: "shade", key: "shade", onClick: () => change({ isSidebarOpen: false }) }),
    h(
      "nav",
      { class: "sidebar", key: "sidebar", "aria-label": "Conversations" },
      h("h2", {}, "Apps"),
      h(
        "button",
        {
          type: "button",
          class: "conversation",
          title: "App Home",
          "aria-current": isHome ? "page" : false,
          onClick: () => go({ isHome: true, thread: "" }),
        },
        icon("home"),
        h("span", { class: "conversation-name" }, state.app.name),
      ),
      group(
        "Channels",
        channels.filter(({ isMember }) => isMember),
      ),
      group(
        "Direct messages",
        live.filter(({ kind }) => kind === "direct"),
      ),
      group(
        "More channels",
        channels.filter(({ isMember }) => !isMember),
      ),
      group("Archived", archived),
    ),
  ];
}

/**
 * @param {string} title
 * @param {readonly PageConversation[]} conversations
 */
function group(title, conversations) {
  if (conversations.length === 0) return null;
  return h("div", { class: "group" }, h("h2", {}, title), conversations.map(drawConversation));
}

/** @param {PageConversation} conversation */
function drawConversation({ id, name, kind, unread, isMember }) {
  const isOpen = !session.place.isHome && session.state?.conversation?.id === id;
  const look = ["conversation", unread > 0 ? "is-unread" : "", isMember || kind === "direct" ? "" : "is-outside"];
  const person = session.state?.people.find((one) => one.name === name);
  return h(
    "button",
    {
      key: id,
      type: "button",
      class: look.filter(Boolean).join(" "),
      "data-testid": "conversation",
      "data-name": name,
      "aria-current": isOpen ? "page" : false,
      onClick: () => openConversation(id),
    },
    kind === "direct" ? drawAvatar(person, "tiny") : icon(kind === "private" ? "lock" : "hash"),
    h("span", { class: "conversation-name" }, name),
    unread > 0 ? h("span", { class: "unread", "aria-label": `${unread} unread` }, String(unread)) : null,
  );
}
