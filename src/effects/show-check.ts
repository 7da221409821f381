import { createHash } from "node:crypto";
import type { Catalog } from "../catalog/types.ts";
import { Fault } from "../clients/fault.ts";
import type { SlackCaller } from "../clients/slack.ts";
import { checks, checksSurface } from "../slack/messages/checks.ts";
import type { Message } from "../slack/messages/message.ts";
import { findRound, type RoundMessage, rememberRoundMessage } from "../store/check-rounds.ts";
import type { Queryable } from "../store/pool.ts";
import type { Channels } from "./channels.ts";
import { findPosted } from "./find-posted.ts";
import { sendShaped } from "./send-shaped.ts";

export interface ShowCheckParts {
  readonly db: Queryable;
  readonly slack: SlackCaller;
  readonly channels: Channels;
  readonly catalog: () => Catalog;
}

/** Makes the message of a round of checks say what is true: posts it, edits it, or leaves it. Throws the `Fault` when Slack cannot. */
export async function showCheck(id: string, parts: ShowCheckParts): Promise<void> {
  const found = await findRound(parts.db, id);
  const service = parts.catalog().services.find(({ key }) => key === found?.round.service);
  if (!found || !service) return;
  const shown = checks(found.round, service.name);
  const before = await whereItIs(id, found.message, parts);
  if (before.kind === "sent") {
    if (before.hash === hashOf(shown)) return;
    if (await edit(id, before, shown, parts)) return;
  }
  // A round that is over need not be shown for the first time.
  if (found.round.closedAt === undefined) await post(id, service.channel, shown, parts);
}

/** A message whose sending was never answered is searched for before it is sent again. */
async function whereItIs(id: string, message: RoundMessage, { slack }: ShowCheckParts): Promise<RoundMessage> {
  if (message.kind !== "sending") return message;
  const ts = await findPosted({ incident: id, surface: checksSurface }, message, { slack });
  return ts === undefined ? { kind: "none" } : { kind: "sent", channel: message.channel, ts, hash: "" };
}

async function post(
  id: string,
  channelName: string,
  message: Message,
  { db, slack, channels }: ShowCheckParts,
): Promise<void> {
  const channel = await channels.idOf(channelName);
  await rememberRoundMessage(db, id, { kind: "sending", channel, since: "" });
  try {
    const { answer } = await sendShaped(message, (shape) =>
      slack.call("chat.postMessage", { channel, ...shape, unfurl_links: false, unfurl_media: false }),
    );
    await rememberRoundMessage(db, id, { kind: "sent", channel, ts: answer.ts, hash: hashOf(message) });
  } catch (error) {
    if (error instanceof Fault && error.service === "slack" && error.outcome === "not-done") {
      await rememberRoundMessage(db, id, { kind: "none" });
    }
    throw error;
  }
}

/** False when somebody deleted the message. */
async function edit(
  id: string,
  { channel, ts }: Extract<RoundMessage, { readonly kind: "sent" }>,
  message: Message,
  { db, slack }: ShowCheckParts,
): Promise<boolean> {
  try {
    await sendShaped(message, (shape) => slack.call("chat.update", { channel, ts, ...shape }));
    await rememberRoundMessage(db, id, { kind: "sent", channel, ts, hash: hashOf(message) });
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "message_not_found") throw error;
    return false;
  }
}

const hashOf = (message: Message): string => createHash("sha256").update(JSON.stringify(message)).digest("hex");
