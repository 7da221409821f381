import { drawAvatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icon.js";
import { go } from "./place.js";
import { change, personById, session } from "./session.js";

/** @import { VNode } from "./dom.js" */

const kindNotes = { member: "", guest: "guest", stranger: "another company", bot: "app" };

/** The workspace's name and whether the app is there. @returns {VNode[]} */
export function drawWorkspaceName() {
  const { state, isOnline, isSidebarOpen } = session;
  const app = state?.app;
  const presence = !isOnline
    ? "Sandbox stopped"
    : app?.isConnected
      ? `${app.name} is connected`
      : `${app?.name ?? "App"} is not connected`;
  return [
    h(
      "button",
      {
        type: "button",
        class: "menu-button",
        "aria-label": "Channels",
        "aria-expanded": isSidebarOpen ? "true" : "false",
        onClick: () => change({ isSidebarOpen: !isSidebarOpen }),
      },
      icon("menu"),
      state?.conversations.some(({ unread }) => unread > 0) ? h("span", { class: "dot" }) : null,
    ),
    h("span", { class: "team" }, state?.team.name ?? "Sandbox"),
    h(
      "span",
      { class: isOnline && app?.isConnected ? "presence" : "presence is-away", title: presence },
      h("span", { class: "presence-text" }, presence),
    ),
  ];
}

/** Who this window is. @returns {VNode[]} */
export function drawPersonSwitcher() {
  const people = (session.state?.people ?? []).filter((person) => person.kind !== "bot");
  const me = personById(session.place.person);
  /** @param {Event & { currentTarget: HTMLSelectElement }} event */
  const onChange = ({ currentTarget }) => go({ person: currentTarget.value });
  return [
    h(
      "label",
      { class: "person" },
      h("span", { class: "person-label" }, "You are"),
      drawAvatar(me, "small"),
      h(
        "select",
        { "data-testid": "person-switcher", "aria-label": "You are", onChange, value: me?.id ?? "" },
        people.map(({ id, name, title, kind }) =>
          h("option", { value: id, key: id }, [name, title, kindNotes[kind]].filter(Boolean).join(" · ")),
        ),
      ),
      icon("down"),
    ),
  ];
}
