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
      onScroll: noteScroll,
      onCreate: beginAtEnd,
    },
    drawn,
  );
}

/** Lists whose reader has scrolled up. @type {WeakSet<Element>} */
const scrolledUp = new WeakSet();

/** @param {Event & { currentTarget: Element }} event */
function noteScroll({ currentTarget }) {
  const { scrollHeight, scrollTop, clientHeight } = currentTarget;
  if (scrollHeight - scrollTop - clientHeight > 48) scrolledUp.add(currentTarget);
  else scrolledUp.delete(currentTarget);
}

/** A list gets shorter when a keyboard opens, and longer when a picture has arrived. */
const sizes = new ResizeObserver(stayAtEnd);
document.addEventListener("load", stayAtEnd, true);

/** @param {Element} list */
function beginAtEnd(list) {
  sizes.observe(list);
  list.scrollTo(0, list.scrollHeight);
}

/** Takes every list to its newest message unless its reader has scrolled up. */
export function stayAtEnd() {
  for (const list of document.querySelectorAll("[data-sticks]")) {
    if (!scrolledUp.has(list)) list.scrollTo(0, list.scrollHeight);
  }
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
