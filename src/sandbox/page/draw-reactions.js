import { actOrSay } from "./connection.js";
import { h } from "./dom.js";
import { commonReactions, emoji } from "./emoji.js";
import { openPopup } from "./popup.js";
import { personById, session } from "./session.js";

/** @import { PageMessage } from "../slack/page-state.ts" */

/**
 * @param {string} conversation
 * @param {PageMessage} message
 */
export function drawReactions(conversation, { ts, reactions }) {
  if (reactions.length === 0) return null;
  return h(
    "div",
    { class: "reactions" },
    reactions.map(({ name, users }) => {
      const isMine = users.includes(session.place.person);
      const names = users.map((user) => personById(user)?.name ?? user).join(", ");
      return h(
        "button",
        {
          key: name,
          type: "button",
          class: "reaction",
          "aria-pressed": isMine ? "true" : "false",
          title: `${names}: ${name}`,
          "aria-label": `${name}, ${users.length}`,
          onClick: () => react(conversation, ts, name),
        },
        h("span", { class: "emoji" }, emoji(name) ?? `:${name}:`),
        h("span", {}, String(users.length)),
      );
    }),
  );
}

/**
 * @param {string} conversation
 * @param {string} ts
 * @param {string} name
 */
export function react(conversation, ts, name) {
  return actOrSay({ kind: "react", conversation, ts, name });
}

/**
 * @param {Element} anchor
 * @param {(name: string) => void} onChoose
 */
export function openReactions(anchor, onChoose) {
  openPopup({
    label: "Add a reaction",
    anchor,
    className: "emoji-grid",
    content: ({ close }) =>
      commonReactions.map((name) => {
        const choose = () => {
          close();
          onChoose(name);
        };
        return h("button", { type: "button", "aria-label": name, title: name, onClick: choose }, emoji(name) ?? name);
      }),
  });
}
