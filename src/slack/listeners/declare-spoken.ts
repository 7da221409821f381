import { defaultSeverity } from "../../catalog/find-severity.ts";
import type { Declare } from "../../incident/command.ts";
import type { ChannelRef } from "../../incident/incident.ts";
import { findIncidentByChannel } from "../../store/find-incident-by-channel.ts";
import { isDelivered } from "../../store/inbox.ts";
import type { SlackContext } from "../context.ts";
import type { DeclarePrefill, Reading } from "../grammar/reading.ts";
import { formButtonReply } from "../messages/form-button.ts";
import { reference } from "../messages/labels.ts";
import type { Message } from "../messages/message.ts";
import { declaredReply, sentenceReply } from "../messages/replies.ts";
import { similarReply } from "../messages/similar-reply.ts";
import type { TypedCommand } from "./answer-command.ts";
import { findSimilar } from "./find-similar.ts";
import { firstOf } from "./first-of.ts";
import { openDeclareModal } from "./open-modal.ts";
import { nameOf, serviceHere } from "./service-here.ts";

/** `declare` and `convert`, complete. What is open already and looks the same is offered first. */
export async function declareSpoken(
  context: SlackContext,
  command: TypedCommand,
  { declare: read, isHere }: Extract<Reading, { kind: "declare" }>,
): Promise<Message> {
  const here = isHere ? await convertible(context, command) : undefined;
  if (here?.kind === "no") return sentenceReply(here.sentence);
  const asked = here ? { ...read, place: here.place, isPrivate: read.isPrivate || here.isPrivate } : read;
  const similar = await findSimilar(context, command.by, asked);
  const { title, service, severity, isPrivate, isDrill, place } = asked;
  const draft: DeclarePrefill = { title, service, severity, isPrivate, isDrill, place };
  // A redelivery is not similar to what its first delivery declared: it is the same.
  const isRepeated = similar.length > 0 && command.key !== undefined && (await isDelivered(context.pool, command.key));
  if (similar.length > 0 && !isRepeated) return similarReply(similar, draft, context.catalog());
  return declareNow(context, command.key, asked);
}

/** The form, with what was typed and what the channel tells. */
export async function openDeclareSpoken(
  context: SlackContext,
  command: TypedCommand,
  { prefill: read, isHere }: Extract<Reading, { kind: "open-declare" }>,
): Promise<Message | undefined> {
  const here = isHere ? await convertible(context, command) : undefined;
  if (here?.kind === "no") return sentenceReply(here.sentence);
  const service = read.service ?? (await serviceHere(context, command))?.key;
  const placed = here ? { place: here.place, isPrivate: read.isPrivate || here.isPrivate } : {};
  const prefill = { ...read, service, ...placed };
  return command.triggerId
    ? openDeclareModal(context, prefill, command.triggerId)
    : formButtonReply("A form asks for the rest.", prefill);
}

/** Nothing stands in its way: no form where the service is known, no question whether it is open already. */
export async function declareEmergency(
  context: SlackContext,
  command: TypedCommand,
  { service: named, title }: Extract<Reading, { kind: "emergency" }>,
): Promise<Message | undefined> {
  const service = context.catalog().services.find(({ key }) => key === named) ?? (await serviceHere(context, command));
  if (!service) {
    const prefill = { title, isPrivate: false, isDrill: false };
    return command.triggerId
      ? openDeclareModal(context, prefill, command.triggerId)
      : formButtonReply("Which service is down? Nothing was declared yet.", prefill);
  }
  const severity = (service.severities[0] ?? defaultSeverity(service)).level;
  const asked = { kind: "declare", by: command.by, title, service: service.key, severity } as const;
  return declareNow(context, command.key, { ...asked, isPrivate: false, isDrill: false, isEmergency: true });
}

export async function declareNow(
  { handle, catalog }: SlackContext,
  key: string | undefined,
  asked: Declare,
): Promise<Message> {
  const first = firstOf(await handle(asked, key === undefined ? undefined : { key }));
  return first.kind === "refused" ? sentenceReply(first.refusal.text) : declaredReply(first.incident, catalog());
}

type Convertible =
  | { readonly kind: "yes"; readonly place: ChannelRef; readonly isPrivate: boolean }
  | { readonly kind: "no"; readonly sentence: string };

/** Any channel but those that have a purpose of their own. What happens in a private one stays private. */
async function convertible(context: SlackContext, command: TypedCommand): Promise<Convertible> {
  const { channel, channelName } = command;
  if (channel.startsWith("D")) return no("A direct message cannot become the channel of an incident.");
  const incident = await findIncidentByChannel(context.pool, channel);
  if (incident) return no(`This is the channel of ${reference(incident)} already.`);
  const isPrivate = channelName === "privategroup" || channel.startsWith("G");
  const name = isPrivate ? channelName : (channelName ?? (await nameOf(context, channel)));
  if (name === context.catalog().organization.announcementChannel.replace(/^#/, "")) {
    return no("Incidents are announced in this channel: it cannot belong to one of them.");
  }
  return { kind: "yes", place: { id: channel, name: name ?? channel }, isPrivate };
}

const no = (sentence: string): Convertible => ({ kind: "no", sentence: `${sentence} Nothing was declared.` });
