import type { KnownBlock } from "@slack/types";
import type { Service } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import type { Suggestion } from "../../runbook/library.ts";
import { context, fields, header, markdown } from "../blocks.ts";
import { escapeInline } from "../escape.ts";
import { clamp } from "../limits.ts";
import { mention } from "../person.ts";
import { line, moment, place, quote, richText, strong, who, words } from "../rich-text.ts";
import { localTime, minutesWords } from "../time.ts";
import { cardActions } from "./card-actions.ts";
import { cardParts } from "./card-parts.ts";
import { cardRunbooks } from "./card-runbooks.ts";
import { clockFields } from "./clock-words.ts";
import { marks, outage, reference, serviceName, severityLabel, statusLabel, statusWord } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { cardPages } from "./page-words.ts";

/**
 * The pinned card of the incident channel: what is true now, what it lacks, and what can be done about it.
 * `fitting`: runbooks to offer, best first. A service that left the catalog is shown by its key.
 */
export function card(incident: Incident, service: Service | undefined, fitting: readonly Suggestion[] = []): Message {
  const name = serviceName(incident, service);
  const headline = `${marks(incident)}${outage(incident)}${reference(incident)} · ${incident.title}`;
  const text = `${headline} – ${incident.severity}, ${incident.status}, ${name}`;
  const blocks: KnownBlock[] = [
    header(headline),
    facts(incident, service),
    ...told(incident),
    ...cardPages(incident),
    ...cardParts(incident),
    cardActions(incident),
    ...cardRunbooks(incident, fitting),
    context(
      markdown(
        `Declared by ${mention(incident.declaredBy)}${reopened(incident)}. ${kept(incident, service)}Type \`/incident help\` for commands.`,
      ),
    ),
  ];
  return message(text, blocks, surfaceTag(incident, "card"));
}

function facts(incident: Incident, service: Service | undefined): KnownBlock {
  const { roles, customersPercent, etaOfResolution, resolvedAt } = incident;
  const always: (readonly [string, string])[] = [
    ["Severity", severityLabel(incident, service)],
    ["Status", statusLabel(incident.status)],
    ["Service", escapeInline(serviceName(incident, service))],
    ["Lead", roles.lead ? mention(roles.lead) : "_Open_"],
    ["Started", localTime(incident.declaredAt)],
    resolvedAt
      ? ["Resolved", localTime(resolvedAt)]
      : ["Expected to end", etaOfResolution ? localTime(etaOfResolution) : "Not known yet"],
  ];
  const due = clockFields(incident);
  const customers = customersPercent === undefined ? [] : [["Customers", `about ${customersPercent} %`] as const];
  return fields([...always, ...due, ...customers]);
}

// The whole text stands in the channel, in the line of its event; the card keeps what fits a phone.
const longestLatest = 700;

/** What people wrote: rich text, so that none of it is markup. */
function told({ affected, latestUpdate, status, mergedInto }: Incident): readonly KnownBlock[] {
  const label = status === "resolved" ? statusWord(status) : "Latest update";
  const lines = [
    ...(affected ? [line(strong("Affected"), words(` · ${clamp(affected, 300)}`))] : []),
    ...(latestUpdate
      ? [
          line(strong(label), words(" · "), moment(latestUpdate.at), words(" · "), who(latestUpdate.by)),
          quote(clamp(latestUpdate.text, longestLatest)),
        ]
      : []),
    ...(mergedInto?.channel ? [line(strong("Goes on in"), words(" "), place(mergedInto.channel))] : []),
  ];
  return lines.length > 0 ? [richText(...lines)] : [];
}

/** What was promised when it was declared holds, even if the catalog promises something else by now. */
function kept({ terms, severity, status }: Incident, service: Service | undefined): string {
  const now = service?.severities.find(({ level }) => level === severity)?.updateIntervalMinutes;
  if (status === "resolved" || now === terms.updateIntervalMinutes) return "";
  return `Here it is an update every ${minutesWords(terms.updateIntervalMinutes)}, as promised. The catalog has changed since. `;
}

function reopened({ reopenedCount }: Incident): string {
  if (reopenedCount === 0) return "";
  return reopenedCount === 1 ? ", reopened once" : `, reopened ${reopenedCount} times`;
}
