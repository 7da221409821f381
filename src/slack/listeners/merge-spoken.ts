import type { Incident } from "../../incident/incident.ts";
import type { SlackContext } from "../context.ts";
import type { Target } from "../grammar/reading.ts";
import { reference } from "../messages/labels.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply, unknownNumber } from "../messages/replies.ts";
import type { TypedCommand } from "./answer-command.ts";
import { findTarget } from "./find-target.ts";
import { firstOf } from "./first-of.ts";

/** Ends one incident as a duplicate of another; the person must be able to see both. */
export async function mergeSpoken(
  context: SlackContext,
  incident: Incident,
  command: TypedCommand,
  into: Target,
): Promise<Message> {
  const found = await findTarget(context.pool, into, command);
  if (!found) {
    return sentenceReply(
      into.kind === "number" ? unknownNumber(into.number) : "That is not the channel of an incident.",
    );
  }
  const { id, number, title, status, isDrill, isPrivate, channel } = found;
  const target = { id, number, title, status, isDrill, isPrivate, channel };
  const { by, key } = command;
  const asked = { kind: "merge", incident: incident.id, by, into: target } as const;
  const first = firstOf(await context.handle(asked, key === undefined ? undefined : { key }));
  if (first.kind === "refused") return sentenceReply(first.refusal.text);
  return sentenceReply(`${reference(incident)} is merged into ${reference(found)}; its people are invited there.`);
}
