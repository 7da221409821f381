import { actOrSay } from "./connection.js";
import { h } from "./dom.js";
import { drawComposer } from "./draw-composer.js";
import { drawConversationHead } from "./draw-conversation-head.js";
import { drawMessageList } from "./draw-message-list.js";

/**
 * @import { PageOpenConversation } from "../slack/page-state.ts"
 * @import { VNode } from "./dom.js"
 */

/**
 * @param {PageOpenConversation} conversation
 * @returns {VNode}
 */
export function drawConversation(conversation) {
  const { id, messages } = conversation;
  const shown = messages.filter(({ ts, threadTs }) => threadTs === undefined || threadTs === ts);
  return h(
    "section",
    { class: "conversation-pane", key: `conversation ${id}`, "aria-label": conversation.name },
    drawConversationHead(conversation),
    drawMessageList({ conversation: id, messages: shown, isInThread: false, opening: drawOpening(conversation) }),
    drawFoot(conversation),
  );
}

/** @param {PageOpenConversation} conversation */
function drawFoot(conversation) {
  const { id, name, kind, isMember, isArchived } = conversation;
  if (isArchived)
    return h("div", { class: "foot-bar", key: "foot" }, `#${name} is archived. Nobody can write here any more.`);
  if (!isMember && kind !== "direct") {
    return h(
      "div",
      { class: "foot-bar", key: "foot" },
      h("span", {}, "You are looking at ", h("strong", {}, `#${name}`)),
      h(
        "button",
        { type: "button", class: "button primary", onClick: () => actOrSay({ kind: "join", conversation: id }) },
        "Join channel",
      ),
    );
  }
  return drawComposer({ conversation: id, placeholder: `Message ${kind === "direct" ? name : `#${name}`}` });
}

/** @param {PageOpenConversation} conversation */
function drawOpening({ name, kind, purpose }) {
  const title = kind === "direct" ? name : `#${name}`;
  const about = purpose || (kind === "direct" ? "Only the two of you are here." : "This is where the channel begins.");
  return h("div", { class: "opening", key: "opening" }, h("h3", {}, title), h("p", { class: "quiet" }, about));
}
