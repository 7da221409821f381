import type { PersonId } from "../../incident/incident.ts";
import { findIncidentByChannel } from "../../store/find-incident-by-channel.ts";
import { listOpenIncidents } from "../../store/list-incidents.ts";
import { type SlackContext, turnedAway, unfit } from "../context.ts";
import { readLine } from "../grammar/read-line.ts";
import type { Reading } from "../grammar/reading.ts";
import { clocksReply } from "../messages/clocks-reply.ts";
import { helpReply } from "../messages/help.ts";
import { longestList } from "../messages/incident-list.ts";
import { listReply } from "../messages/list-page.ts";
import type { Message } from "../messages/message.ts";
import { doneReply, hereReply, needsIncidentReply, sentenceReply, unknownNumber } from "../messages/replies.ts";
import { answerStats } from "./answer-stats.ts";
import { askChange } from "./ask-change.ts";
import { askFreeze } from "./ask-freeze.ts";
import { declareEmergency, declareSpoken, openDeclareSpoken } from "./declare-spoken.ts";
import { findListPage } from "./find-list-page.ts";
import { findTarget } from "./find-target.ts";
import { firstOf } from "./first-of.ts";
import { mergeSpoken } from "./merge-spoken.ts";
import { openIncidentModal } from "./open-modal.ts";
import { answerRun } from "./open-runbook.ts";
import { listEvidence } from "./show-evidence.ts";
import { showTimeline } from "./show-timeline.ts";

/** `/incident …` as Slack sent it. */
export interface TypedCommand {
  readonly by: PersonId;
  readonly channel: string;
  /** As a slash command tells it; `privategroup` for any private channel. */
  readonly channelName?: string | undefined;
  readonly text: string;
  /** Opens a form. Empty in a mention, which is answered with a button that does. */
  readonly triggerId: string;
  /** The request's own name, so that a redelivery does nothing twice. */
  readonly key?: string | undefined;
}

/** What the person is answered; nothing when a form was opened instead. */
export async function answerCommand(context: SlackContext, command: TypedCommand): Promise<Message | undefined> {
  const reading = readLine(command.text, { by: command.by, catalog: context.catalog() });
  const isDeclaring = ["declare", "open-declare", "emergency"].includes(reading.kind);
  const away = await turnedAway(context, command.by, isDeclaring);
  if (away) return sentenceReply(away);
  return answer(context, command, reading);
}

async function answer(context: SlackContext, command: TypedCommand, reading: Reading): Promise<Message | undefined> {
  switch (reading.kind) {
    case "wrong":
      return sentenceReply(reading.sentence);
    case "help":
      return helpReply(reading.entry);
    case "here":
      return answerHere(context, command);
    case "list":
      return listReply(await findListPage(context.pool, command.by, reading), context.catalog());
    case "stats":
      return answerStats(context, command.by, reading.question);
    case "open-declare":
      return openDeclareSpoken(context, command, reading);
    case "declare":
      return declareSpoken(context, command, reading);
    case "emergency":
      return declareEmergency(context, command, reading);
    case "freeze":
      return askFreeze(context, reading.wish, command);
    case "run":
    case "change":
    case "evidence":
    case "timeline":
    case "merge":
    case "ask":
    case "clocks":
    case "open-modal":
      return aboutIncident(context, command, reading);
  }
}

async function answerHere(context: SlackContext, { by, channel }: TypedCommand): Promise<Message> {
  const incident = await findIncidentByChannel(context.pool, channel);
  if (incident) return hereReply(incident, context.catalog());
  return listReply(await findListPage(context.pool, by, { filter: { status: "open" } }), context.catalog());
}

async function aboutIncident(
  context: SlackContext,
  command: TypedCommand,
  reading: Extract<
    Reading,
    { kind: "ask" | "change" | "clocks" | "run" | "evidence" | "timeline" | "merge" | "open-modal" }
  >,
): Promise<Message | undefined> {
  const incident = await findTarget(context.pool, reading.target, command);
  if (!incident) {
    if (reading.target.kind === "number") return sentenceReply(unknownNumber(reading.target.number));
    return needsIncidentReply(reading.entry, await openIncidents(context, command.by), context.catalog());
  }
  if (reading.kind === "clocks") return clocksReply(incident);
  if (reading.kind === "run") {
    return answerRun(context, incident, reading.words, { by: command.by, key: keyOf(command) });
  }
  if (reading.kind === "change") return askChange(context, incident, reading, command);
  if (reading.kind === "evidence") return listEvidence(context, incident);
  if (reading.kind === "timeline") return showTimeline(context, incident, command);
  if (reading.kind === "merge") return mergeSpoken(context, incident, command, reading.into);
  if (reading.kind === "open-modal") {
    return openIncidentModal(context, incident, reading.prefill, command);
  }
  const misfit = await unfit(context, reading.ask, command.by);
  if (misfit) return sentenceReply(misfit);
  const asked = { incident: incident.id, by: command.by, ...reading.ask };
  const first = firstOf(await context.handle(asked, keyOf(command)));
  return first.kind === "refused" ? sentenceReply(first.refusal.text) : doneReply(first.incident, reading.ask);
}

const keyOf = ({ key }: TypedCommand) => (key === undefined ? undefined : { key });

const openIncidents = ({ pool }: SlackContext, viewer: PersonId) =>
  listOpenIncidents(pool, { viewer, limit: longestList + 1 });
