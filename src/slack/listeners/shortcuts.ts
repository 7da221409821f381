import { Fault } from "../../clients/fault.ts";
import type { PersonId } from "../../incident/incident.ts";
import { oneLine } from "../../incident/text.ts";
import type { RecordedMessage } from "../../incident/timeline-message.ts";
import { findIncidentByChannel } from "../../store/find-incident-by-channel.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import { plainWords } from "../grammar/words.ts";
import { reference } from "../messages/labels.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import { firstOf } from "./first-of.ts";
import { openDeclareModal } from "./open-modal.ts";
import { serviceHere } from "./service-here.ts";

/** A shortcut used: on a message, if it is one for messages. */
export interface UsedShortcut {
  readonly by: PersonId;
  readonly triggerId: string;
  readonly message?: RecordedMessage | undefined;
}

export type ShortcutListener = (context: SlackContext, used: UsedShortcut) => Promise<Message | undefined>;

export const useDeclare: ShortcutListener = async (context, { by, triggerId }) => {
  const away = await turnedAway(context, by, true);
  if (away) return sentenceReply(away);
  return openDeclareModal(context, { title: "", isPrivate: false, isDrill: false }, triggerId);
};

/** The form, its title the message's first line; the message becomes the first entry of the timeline. */
export const useDeclareFromMessage: ShortcutListener = async (context, { by, triggerId, message }) => {
  const away = await turnedAway(context, by, true);
  if (away) return sentenceReply(away);
  if (!message) return undefined;
  const [service, linked] = await Promise.all([serviceHere(context, message), withPermalink(context, message)]);
  const [first = ""] = plainWords(message.text).split("\n");
  const prefill = { title: oneLine(first).slice(0, longestTitle), service: service?.key, message: linked };
  return openDeclareModal(context, { ...prefill, isPrivate: false, isDrill: false }, triggerId);
};

const longestTitle = 150;

export const useAddToTimeline: ShortcutListener = async (context, { by, triggerId, message }) => {
  const away = await turnedAway(context, by);
  if (away) return sentenceReply(away);
  const incident = message && (await findIncidentByChannel(context.pool, message.channel));
  if (!incident) return sentenceReply("This is not the channel of an incident. Nothing was added.");
  const linked = await withPermalink(context, message);
  const asked = { kind: "keep-message", incident: incident.id, by, message: linked } as const;
  const first = firstOf(await context.handle(asked, { key: `shortcut:${triggerId}` }));
  return sentenceReply(
    first.kind === "refused" ? first.refusal.text : `${reference(incident)}: the message is on the timeline.`,
  );
};

/** A message without a link is better than none. */
async function withPermalink({ slack }: SlackContext, message: RecordedMessage): Promise<RecordedMessage> {
  try {
    const { channel, ts } = message;
    return { ...message, permalink: (await slack.call("chat.getPermalink", { channel, message_ts: ts })).permalink };
  } catch (error) {
    if (error instanceof Fault) return message;
    throw error;
  }
}
