import { drawAvatar } from "./avatar.js";
import { actOrSay } from "./connection.js";
import { h } from "./dom.js";
import { drawFlow, plainString } from "./draw-text.js";
import { emoji } from "./emoji.js";
import { icon } from "./icon.js";
import { parseMrkdwn } from "./mrkdwn.js";
import { openPopup } from "./popup.js";
import { personById } from "./session.js";

/** @import { PageOpenConversation } from "../slack/page-state.ts" */

/**
 * Name, topic, people, pinned messages and bookmarks.
 * @param {PageOpenConversation} conversation
 */
export function drawConversationHead(conversation) {
  const { name, kind, topic, members, messages, bookmarks } = conversation;
  const pinned = messages.filter(({ isPinned }) => isPinned).length;
  return h(
    "header",
    { class: "conversation-head", key: "head" },
    h(
      "div",
      { class: "head-row" },
      h("h1", {}, kind === "direct" ? null : icon(kind === "private" ? "lock" : "hash"), h("span", {}, name)),
      topic
        ? h("div", { class: "topic", title: plainString(topic) }, drawFlow(parseMrkdwn(topic)))
        : h("div", { class: "topic" }),
      pinned > 0
        ? headButton("pin", `${pinned} pinned`, (anchor) => openPins(conversation, anchor), String(pinned))
        : null,
      headButton(
        "people",
        `${members.length} members`,
        (anchor) => openMembers(conversation, anchor),
        String(members.length),
      ),
    ),
    bookmarks.length > 0
      ? h(
          "nav",
          { class: "bookmarks", "aria-label": "Bookmarks" },
          bookmarks.map(({ title, link, emoji: symbol = "" }) =>
            h(
              "a",
              { class: "bookmark", href: link, target: "_blank", rel: "noopener noreferrer" },
              emoji(symbol.replaceAll(":", "")) ?? icon("bookmark"),
              h("span", {}, title),
            ),
          ),
        )
      : null,
  );
}

/**
 * @param {Parameters<typeof icon>[0]} name
 * @param {string} label
 * @param {(anchor: Element) => void} open
 * @param {string} text
 */
function headButton(name, label, open, text) {
  /** @param {Event & { currentTarget: Element }} event */
  const onClick = ({ currentTarget }) => open(currentTarget);
  return h(
    "button",
    { type: "button", class: "head-button", "aria-label": label, title: label, onClick },
    icon(name),
    text,
  );
}

/**
 * @param {PageOpenConversation} conversation
 * @param {Element} anchor
 */
function openPins({ messages }, anchor) {
  openPopup({
    label: "Pinned messages",
    anchor,
    className: "list-popup",
    content: ({ close }) => [
      h("h2", {}, "Pinned messages"),
      ...messages
        .filter(({ isPinned }) => isPinned)
        .map(({ ts, user, text }) => {
          const show = () => {
            close();
            document.querySelector(`[data-ts="${CSS.escape(ts)}"]`)?.scrollIntoView({ block: "center" });
          };
          const author = personById(user)?.name ?? user;
          return h(
            "button",
            { type: "button", class: "list-item", onClick: show },
            h("strong", {}, author),
            h("span", {}, plainString(text)),
          );
        }),
    ],
  });
}

/**
 * @param {PageOpenConversation} conversation
 * @param {Element} anchor
 */
function openMembers({ id, kind, isMember, isArchived, members, purpose }, anchor) {
  openPopup({
    label: "Members",
    anchor,
    className: "list-popup",
    content: ({ close }) => [
      h("h2", {}, `${members.length} members`),
      purpose ? h("p", { class: "quiet" }, purpose) : null,
      ...members.map((member) => {
        const person = personById(member);
        const title = h("span", { class: "quiet small" }, person?.title ?? "");
        return h(
          "div",
          { class: "list-person" },
          drawAvatar(person, "small"),
          h("span", {}, h("strong", {}, person?.name ?? member), title),
        );
      }),
      isMember && !isArchived && kind !== "direct"
        ? h(
            "button",
            {
              type: "button",
              class: "button",
              onClick: () => {
                close();
                actOrSay({ kind: "leave", conversation: id });
              },
            },
            "Leave channel",
          )
        : null,
    ],
  });
}
