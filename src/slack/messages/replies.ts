import type { Catalog } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import { context, plain, section } from "../blocks.ts";
import { type CommandEntry, formOf } from "../grammar/commands.ts";
import type { Ask } from "../grammar/reading.ts";
import { line, richText, strong, who, words } from "../rich-text.ts";
import { cardActions } from "./card-actions.ts";
import { incidentLines } from "./incident-list.ts";
import { marks, reference, serviceName, severityLabel, statusLabel, statusWord } from "./labels.ts";
import { type Message, message } from "./message.ts";

/** What is answered to one person, visible to nobody else. */

/** A refusal, a correction, a fault: one sentence, exactly as it stands. */
export function sentenceReply(sentence: string): Message {
  return message(sentence, [section(plain(sentence))]);
}

export function declaredReply(incident: Incident, catalog: Catalog): Message {
  const service = catalog.services.find((one) => one.key === incident.service);
  const channel = catalog.organization.announcementChannel.replace(/^#/, "");
  const follow = incident.isPrivate
    ? "Its private channel is being opened; you will be invited."
    : `The channel is being opened; follow it in #${channel}.`;
  const first = `${marks(incident)}${reference(incident)} declared: ${severityLabel(incident, service)}, ${serviceName(incident, service)}.`;
  return sentenceReply(`${first}\n${follow}`);
}

/** What was done, in a sentence; everybody else reads it in the channel. */
export function doneReply(incident: Incident, ask: Ask): Message {
  const name = reference(incident);
  switch (ask.kind) {
    case "post-update":
      return sentenceReply(`${name}: update posted. Status: ${statusWord(incident.status)}.`);
    case "change-severity":
      return sentenceReply(`${name} is now ${incident.severity}.`);
    case "assign-role": {
      const role = ask.role === "lead" ? "the lead" : ask.role;
      const said = [words(`${name}: ${role} is now `), who(ask.person), words(".")];
      return message(said, [richText(line(...said))]);
    }
    case "leave-role":
      return sentenceReply(`${name}: you have left the role ${ask.role}. It is open.`);
    case "add-timeline-entry":
      return sentenceReply(`${name}: noted on the timeline.`);
    case "resolve":
      return sentenceReply(`${name} is resolved.`);
    case "reopen":
      return sentenceReply(`${name} is open again.`);
    case "acknowledge":
      return sentenceReply(`${name}: acknowledged. Everybody sees that you look into it.`);
    case "snooze":
      return sentenceReply(`${name}: the reminder comes again in ${ask.minutes} min. The update stays due as it was.`);
    case "confirm-resolved":
      return sentenceReply(`${name}: confirmed. Only the post-mortem is left.`);
    case "page": {
      const drill = incident.isDrill
        ? "this is a drill, so nobody is called."
        : "the page leaves now. The card shows whom it reaches.";
      return sentenceReply(`${name}: ${drill}`);
    }
    case "escalate":
      return sentenceReply(`${name}: the next level is called. The card shows whom it reaches.`);
    case "keep-open":
      return sentenceReply(`${name} stays open.`);
    case "record-post-mortem":
      return sentenceReply(`${name}: the post-mortem is recorded.`);
  }
}

export const unknownNumber = (number: number): string =>
  `There is no incident INC-${number} that you can see. /incident list shows the open ones.`;

/** `/incident` in an incident's channel: where it stands, and what can be done. */
export function hereReply(incident: Incident, catalog: Catalog): Message {
  const service = catalog.services.find((one) => one.key === incident.service);
  const state = ` · ${severityLabel(incident, service)} · ${statusLabel(incident.status)}`;
  const lead = incident.roles.lead ? [words(" · Lead "), who(incident.roles.lead)] : [words(" · Lead open")];
  const head = [strong(`${marks(incident)}${reference(incident)}`), words(state), ...lead];
  return message(`${reference(incident)}: ${incident.title}`, [
    richText(line(...head), line(words(incident.title))),
    cardActions(incident),
    context(plain("Or type: /incident update, severity, lead, resolve. All of it: /incident help.")),
  ]);
}

/** A command that needs an incident, typed where there is none. */
export function needsIncidentReply(entry: CommandEntry, open: readonly Incident[], catalog: Catalog): Message {
  const form = formOf(entry).replace(`/incident ${entry.word}`, `/incident ${entry.word} INC-7`);
  const sentence =
    open.length === 0
      ? `“${entry.word}” needs an incident, and none is open. To declare one: /incident declare.`
      : `“${entry.word}” works in the channel of an incident, or names one: ${form}. Open now:`;
  return message(sentence, [section(plain(sentence)), ...incidentLines(open, catalog)]);
}

/** A modal that could not be opened has a typed form that needs none. */
export function formFailedReply(entry: CommandEntry, reason: string): Message {
  return sentenceReply(`The form could not be opened (${reason}). Type it instead: ${formOf(entry)}.`);
}

/** Retry was pressed: the card tells the rest. */
export function retryReply(part: string): Message {
  return sentenceReply(`Trying again: ${part}. The card shows how it goes.`);
}
