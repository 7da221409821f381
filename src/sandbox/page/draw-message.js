import { drawAvatar } from "./avatar.js";
import { h, lazy } from "./dom.js";
import { drawBlocks } from "./draw-blocks.js";
import { drawEditor } from "./draw-editor.js";
import { drawFiles } from "./draw-files.js";
import { drawReactions } from "./draw-reactions.js";
import { drawFlow } from "./draw-text.js";
import { formVersion } from "./form.js";
import { icon } from "./icon.js";
import { drawToolbar } from "./message-actions.js";
import { parseMrkdwn } from "./mrkdwn.js";
import { openThread } from "./place.js";
import { personById, session } from "./session.js";
import { messageSurface } from "./surfaces.js";

/** @import { PageMessage } from "../slack/page-state.ts" */

/**
 * One message, drawn again only when something about it has changed.
 * @param {PageMessage} message
 * @param {{ conversation: string, isFollowUp: boolean, isInThread: boolean }} context `isFollowUp` when the message above has the same author
 */
export function drawMessage(message, { conversation, isFollowUp, isInThread }) {
  const surface = messageSurface(conversation, message);
  const busy = [...session.busy].filter((key) => key.startsWith(`${surface.scope}\n`));
  const isEditing = session.editing === message.ts;
  const known = [session.state?.people.length, session.state?.conversations.map(({ name }) => name)];
  const draft = isEditing ? session.drafts.get(`edit ${message.ts}`) : "";
  const stamp = JSON.stringify([
    message,
    isFollowUp,
    isEditing,
    draft,
    busy,
    formVersion(surface.scope),
    known,
    session.minute,
  ]);
  if (message.isSystem) return lazy("article", message.ts, stamp, () => drawSystemLine(message));
  return lazy("article", message.ts, stamp, () => {
    const author = personById(message.user);
    const classes = ["message", isFollowUp ? "is-follow-up" : "", message.isEphemeral ? "is-ephemeral" : ""];
    return h(
      "article",
      {
        class: classes.filter(Boolean).join(" "),
        "data-testid": "message",
        "data-ts": message.ts,
        "aria-label": `${author?.name ?? message.user}, ${timeOf(message.ts)}`,
      },
      h("div", { class: "gutter" }, isFollowUp ? drawTime(message.ts) : drawAvatar(author)),
      h(
        "div",
        { class: "message-main" },
        message.isEphemeral ? h("div", { class: "message-note" }, icon("eye"), "Only visible to you") : null,
        message.isPinned ? h("div", { class: "message-note" }, icon("pin"), "Pinned") : null,
        isFollowUp ? null : drawByline(message),
        isEditing ? drawEditor(conversation, message) : h("div", { class: "message-body" }, drawBody(message, surface)),
        drawFiles(message.files),
        drawReactions(conversation, message),
        isInThread ? null : drawReplyCount(message),
      ),
      message.isEphemeral || isEditing ? null : drawToolbar(conversation, message, isInThread),
    );
  });
}

/** @param {PageMessage} message */
function drawSystemLine({ ts, user, text }) {
  const name = personById(user)?.name ?? user;
  // Slack writes the mention of who did it into some of these and leaves it out of others.
  const words = text.startsWith("<@") ? text : `${name} ${text}`;
  return h(
    "article",
    { class: "message is-system", "data-testid": "message", "data-ts": ts, "aria-label": `${name}, ${timeOf(ts)}` },
    h("div", { class: "message-body" }, ...drawFlow(parseMrkdwn(words))),
  );
}

/**
 * @param {PageMessage} message
 * @param {import("./form.js").Surface} surface
 */
function drawBody(message, surface) {
  const edited = message.isEdited ? h("span", { class: "edited" }, "(edited)") : null;
  if (surface.blocks.length > 0) return [...drawBlocks(surface.blocks, surface), edited];
  return [...drawFlow(parseMrkdwn(message.text)), edited];
}

/** @param {PageMessage} message */
function drawByline({ user, ts }) {
  const author = personById(user);
  const kind = author?.kind ?? "member";
  return h(
    "div",
    { class: "byline" },
    h("span", { class: "author", title: author?.title ?? "" }, author?.name ?? user),
    kind === "bot" ? h("span", { class: "badge" }, "APP") : null,
    kind === "guest" ? h("span", { class: "badge" }, "GUEST") : null,
    kind === "stranger" ? h("span", { class: "badge" }, "EXTERNAL") : null,
    drawTime(ts),
  );
}

/** @param {string} ts */
function drawTime(ts) {
  const moment = new Date(Number(ts) * 1000);
  return h("time", { class: "time", datetime: moment.toISOString(), title: moment.toLocaleString() }, timeOf(ts));
}

/** @param {string} ts */
function timeOf(ts) {
  return new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

/** @param {PageMessage} message */
function drawReplyCount({ replyCount, ts }) {
  if (replyCount === 0) return null;
  return h(
    "button",
    { type: "button", class: "replies", onClick: () => openThread(ts) },
    icon("reply"),
    replyCount === 1 ? "1 reply" : `${replyCount} replies`,
  );
}
