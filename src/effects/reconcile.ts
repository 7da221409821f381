import { createHash } from "node:crypto";
import { Fault } from "../clients/fault.ts";
import type { Message } from "../slack/messages/message.ts";
import { findMessage, forgetMessage, type MessagePlace, rememberSent, reserveMessage } from "../store/messages.ts";
import type { EffectContext } from "./context.ts";
import { findPosted } from "./find-posted.ts";
import type { Place } from "./place-for.ts";
import { sendShaped } from "./send-shaped.ts";

export interface Kept {
  readonly place: MessagePlace;
  readonly message: Message;
  /** Where it is posted, if it is not there yet; nowhere while that place is not there. */
  readonly target: () => Promise<Place | undefined>;
  /** What is over is edited where it stands, and never posted again. */
  readonly isOver?: boolean;
}

type Context = Pick<EffectContext, "db" | "slack">;

/**
 * Posts a message, edits it, or leaves it, so that it says what is true. The place is reserved before Slack is asked; only when an
 * answer was lost is the channel's history searched for it. Resolves to the fault when Slack took it in a simpler shape only.
 */
export async function reconcile(kept: Kept, context: Context): Promise<Fault | undefined> {
  const { place, message } = kept;
  const shown = await findMessage(context.db, place);
  if (shown?.kind === "sent") {
    return shown.hash === hashOf(message) ? undefined : edit(kept, shown, context);
  }
  if (shown?.kind === "sending") {
    const ts = await findPosted(place, shown, context);
    if (ts) return edit(kept, { channel: shown.channel, ts }, context);
  }
  const to = kept.isOver ? undefined : await kept.target();
  return to && post(place, to, message, context);
}

async function post(
  place: MessagePlace,
  { channel, threadTs }: Place,
  message: Message,
  { slack, db }: Context,
): Promise<Fault | undefined> {
  await reserveMessage(db, { ...place, channel });
  try {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    const { answer, refused } = await sendShaped(message, (shape) =>
      slack.call("chat.postMessage", { channel, ...thread, ...shape, unfurl_links: false, unfurl_media: false }),
    );
    const hash = refused ? plainHash(message) : hashOf(message);
    await rememberSent(db, { ...place, channel: answer.channel, ts: answer.ts, hash });
    return refused;
  } catch (error) {
    if (error instanceof Fault && error.service === "slack" && error.outcome === "not-done") {
      await forgetMessage(db, place);
    }
    throw error;
  }
}

/** A message that somebody deleted is posted anew, unless it is over. */
async function edit(
  { place, message, isOver }: Kept,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  context: Context,
): Promise<Fault | undefined> {
  try {
    const { refused } = await sendShaped(message, (shape) =>
      context.slack.call("chat.update", { channel, ts, ...shape }),
    );
    await rememberSent(context.db, { ...place, channel, ts, hash: refused ? plainHash(message) : hashOf(message) });
    return refused;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "message_not_found") throw error;
    await forgetMessage(context.db, place);
    return isOver ? undefined : post(place, { channel }, message, context);
  }
}

const hashOf = (message: Message): string => createHash("sha256").update(JSON.stringify(message)).digest("hex");

/** Of what was sent in a simpler shape: another than that of the message itself. */
export const plainHash = (message: Message): string => `plain:${hashOf(message)}`;
