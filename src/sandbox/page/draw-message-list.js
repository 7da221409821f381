import { h } from "./dom.js";
import { drawMessage } from "./draw-message.js";
import { formatSlackDate } from "./slack-date.js";

/**
 * @import { PageMessage } from "../slack/page-state.ts"
 * @import { VNode } from "./dom.js"
 */

const followUpSeconds = 300;

/**
 * Messages by day; those of one author that follow closely stand together. Stays at the newest when it was there.
 * @param {{ conversation: string, messages: readonly PageMessage[], isInThread: boolean, opening?: VNode }} options
 * @returns {VNode}
 */
export function drawMessageList({ conversation, messages, isInThread, opening = null }) {
  /** @type {VNode[]} */
  const drawn = [opening];
  for (const [index, message] of messages.entries()) {
    const above = messages[index - 1];
    const isNewDay = dayOf(message) !== (above ? dayOf(above) : "");
    if (isNewDay && !isInThread) drawn.push(drawDay(message));
    drawn.push(drawMessage(message, { conversation, isInThread, isFollowUp: !isNewDay && follows(message, above) }));
  }
  return h(
    "div",
    {
      class: "messages",
      key: "messages",
      role: "log",
      "aria-label": isInThread ? "Thread" : "Messages",
      tabindex: "0",
      "data-sticks": true,
      onCreate: (/** @type {Element} */ list) => list.scrollTo(0, list.scrollHeight),
    },
    drawn,
  );
}

/**
 * Remembers which lists stand at their end; the returned function takes those back to it after a change.
 * @returns {() => void}
 */
export function keepAtEnd() {
  const atEnd = [...document.querySelectorAll("[data-sticks]")].filter(
    ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 48,
  );
  return () => {
    for (const list of atEnd) list.scrollTo(0, list.scrollHeight);
  };
}

/**
 * @param {PageMessage} message
 * @param {PageMessage | undefined} above
 */
function follows(message, above) {
  return (
    above !== undefined &&
    above.user === message.user &&
    above.isEphemeral === message.isEphemeral &&
    !message.isPinned &&
    above.replyCount === 0 &&
    Number(message.ts) - Number(above.ts) < followUpSeconds
  );
}

/** @param {PageMessage} message */
function dayOf({ ts }) {
  return new Date(Number(ts) * 1000).toDateString();
}

/** @param {PageMessage} message */
function drawDay(message) {
  const name = formatSlackDate(Number(message.ts), "{day_divider_pretty}", new Date());
  return h(
    "div",
    { class: "day", key: `day ${dayOf(message)}`, role: "separator", "aria-label": name },
    h("span", {}, name),
  );
}
