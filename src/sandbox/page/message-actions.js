import { actOrSay } from "./connection.js";
import { h } from "./dom.js";
import { openReactions, react } from "./draw-reactions.js";
import { icon } from "./icon.js";
import { unescapeText } from "./mrkdwn.js";
import { openThread } from "./place.js";
import { askToConfirm, openMenu } from "./popup.js";
import { change, session } from "./session.js";

/** @import { PageMessage } from "../slack/page-state.ts" */

/**
 * What can be done with a message: react, reply, and the menu with the app's shortcuts.
 * @param {string} conversation
 * @param {PageMessage} message
 * @param {boolean} isInThread
 */
export function drawToolbar(conversation, message, isInThread) {
  const { ts } = message;
  /** @param {Event & { currentTarget: Element }} event */
  const openReactionList = ({ currentTarget }) => openReactions(currentTarget, (name) => react(conversation, ts, name));
  /** @param {Event & { currentTarget: Element }} event */
  const openMessageMenu = ({ currentTarget }) =>
    openMenu({
      label: "Message actions",
      anchor: currentTarget,
      items: menuItems(conversation, message, isInThread, currentTarget),
    });
  return h(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message" },
    h(
      "button",
      { type: "button", "aria-label": "Add a reaction", title: "Add a reaction", onClick: openReactionList },
      icon("smile"),
    ),
    isInThread
      ? null
      : h(
          "button",
          { type: "button", "aria-label": "Reply in thread", title: "Reply in thread", onClick: () => openThread(ts) },
          icon("reply"),
        ),
    h(
      "button",
      {
        type: "button",
        "aria-label": "More actions",
        title: "More actions",
        "aria-haspopup": "menu",
        onClick: openMessageMenu,
      },
      icon("more"),
    ),
  );
}

/**
 * @param {string} conversation
 * @param {PageMessage} message
 * @param {boolean} isInThread
 * @param {Element} anchor
 */
function menuItems(conversation, { ts, user, text }, isInThread, anchor) {
  const shortcuts = (session.state?.shortcuts ?? [])
    .filter(({ kind }) => kind === "message")
    .map(({ callbackId, name }) => ({
      label: name,
      onChoose: () => void actOrSay({ kind: "shortcut", callbackId, conversation, ts }),
    }));
  const anyone = [
    { label: "Add a reaction…", onChoose: () => openReactions(anchor, (name) => react(conversation, ts, name)) },
    ...(isInThread ? [] : [{ label: "Reply in thread", onChoose: () => openThread(ts) }]),
    ...shortcuts,
  ];
  if (user !== session.place.person) return anyone;
  return [
    ...anyone,
    {
      label: "Edit message",
      onChoose: () => {
        session.drafts.set(`edit ${ts}`, unescapeText(text));
        change({ editing: ts });
      },
    },
    {
      label: "Delete message…",
      isDanger: true,
      onChoose: () => void remove(conversation, ts),
    },
  ];
}

/**
 * @param {string} conversation
 * @param {string} ts
 */
async function remove(conversation, ts) {
  const isSure = await askToConfirm({
    title: { type: "plain_text", text: "Delete message" },
    text: { type: "plain_text", text: "This cannot be undone." },
    confirm: { type: "plain_text", text: "Delete" },
    style: "danger",
  });
  if (isSure) await actOrSay({ kind: "delete", conversation, ts });
}
