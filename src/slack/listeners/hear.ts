import { z } from "zod";
import { findIncidentByChannel } from "../../store/find-incident-by-channel.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import { timelineMark } from "../messages/marks.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import { personId } from "../person.ts";
import { answerCommand } from "./answer-command.ts";

/** Events that tell of people and messages, by the names the app manifest subscribes to. */
export type HeardEvent =
  | "app_mention"
  | "member_left_channel"
  | "message.channels"
  | "message.groups"
  | "reaction_added"
  | "reaction_removed";

/** An event as Slack sent it. */
export interface Heard {
  readonly team: string;
  /** The same for every delivery of it. */
  readonly key: string;
  readonly event: unknown;
}

/** What one person is told because of it, in the channel or thread where it happened. */
export interface Whisper {
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string | undefined;
  readonly message: Message;
}

export type EventListener = (context: SlackContext, heard: Heard) => Promise<Whisper | undefined>;

const mention = z.object({
  user: z.string().optional(),
  user_team: z.string().optional(),
  bot_id: z.string().optional(),
  channel: z.string(),
  text: z.string(),
  thread_ts: z.string().optional(),
});

/** `@incident-commander …`: every command, where slash commands cannot be typed. */
export const hearMention: EventListener = async (context, { team, key, event }) => {
  const { user, user_team, bot_id, channel, text, thread_ts } = mention.parse(event);
  if (!user || bot_id) return undefined;
  const by = personId(user_team ?? team, user);
  const command = text.replace(/^[\s\S]*?<@[UW][A-Z0-9]+(?:\|[^>]*)?>/, "");
  const message = await answerCommand(context, { by, channel, text: command, triggerId: "", key });
  return message && { channel, user, threadTs: thread_ts, message };
};

const reaction = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.string(), channel: z.string().optional(), ts: z.string().optional() }),
});

/** A mark came or went: what the message says and bears is looked up afterwards. */
export const hearReaction: EventListener = async (context, { team, key, event }) => {
  const { user, reaction: name, item } = reaction.parse(event);
  const { channel, ts } = item;
  if (name !== timelineMark || !channel || !ts) return undefined;
  const incident = await findIncidentByChannel(context.pool, channel);
  if (!incident) return undefined;
  const by = personId(team, user);
  const away = await turnedAway(context, by);
  if (away) return { channel, user, message: sentenceReply(away) };
  const asked = { kind: "notice-message", incident: incident.id, by, message: { channel, ts }, isMark: true } as const;
  await context.handle(asked, { key });
  return undefined;
};

const change = z.object({
  subtype: z.enum(["message_changed", "message_deleted"]),
  channel: z.string(),
  message: z.object({ ts: z.string(), user: z.string().optional() }).optional(),
  previous_message: z.object({ ts: z.string(), user: z.string().optional() }).optional(),
});

/** Edits and deletions of messages that are on a timeline. */
export const hearMessage: EventListener = async (context, { team, key, event }) => {
  const read = change.safeParse(event);
  const message = read.data?.message ?? read.data?.previous_message;
  if (!read.success || !message) return undefined;
  const { channel } = read.data;
  const incident = await findIncidentByChannel(context.pool, channel);
  if (!incident?.pins) return undefined;
  const by = personId(team, message.user ?? "");
  const place = { channel, ts: message.ts };
  await context.handle({ kind: "notice-message", incident: incident.id, by, message: place, isMark: false }, { key });
  return undefined;
};

const leaving = z.object({ user: z.string(), channel: z.string() });

/** A lead who leaves the channel is asked to hand over. */
export const hearLeaving: EventListener = async (context, { team, key, event }) => {
  const { user, channel } = leaving.parse(event);
  const incident = await findIncidentByChannel(context.pool, channel);
  if (!incident) return undefined;
  await context.handle({ kind: "notice-lead-away", incident: incident.id, by: personId(team, user) }, { key });
  return undefined;
};
