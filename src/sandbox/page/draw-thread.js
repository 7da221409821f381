import { h } from "./dom.js";
import { drawComposer } from "./draw-composer.js";
import { drawMessageList } from "./draw-message-list.js";
import { icon } from "./icon.js";
import { openThread } from "./place.js";

/** @import { PageOpenConversation } from "../slack/page-state.ts" */

/**
 * A message and what was answered to it, beside the conversation.
 * @param {PageOpenConversation} conversation
 * @param {string} thread
 */
export function drawThread({ id, name, kind, messages, isMember, isArchived }, thread) {
  const shown = messages.filter(({ ts, threadTs }) => ts === thread || threadTs === thread);
  return h(
    "aside",
    { class: "thread", key: `thread ${id} ${thread}`, "aria-label": "Thread" },
    h(
      "header",
      { class: "conversation-head" },
      h(
        "div",
        { class: "head-row" },
        h("h1", {}, h("span", {}, "Thread")),
        h("div", { class: "topic" }, kind === "direct" ? name : `#${name}`),
        h(
          "button",
          { type: "button", class: "button icon-only", "aria-label": "Close thread", onClick: () => openThread("") },
          icon("close"),
        ),
      ),
    ),
    drawMessageList({ conversation: id, messages: shown, isInThread: true }),
    isMember && !isArchived ? drawComposer({ conversation: id, threadTs: thread, placeholder: "Reply…" }) : null,
  );
}
