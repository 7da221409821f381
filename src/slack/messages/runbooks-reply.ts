import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { openRunbook } from "../../incident/open-runbook.ts";
import type { Suggestion } from "../../runbook/library.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button, context, markdown, plain, section } from "../blocks.ts";
import { escapeInline } from "../escape.ts";
import { clamp } from "../limits.ts";
import { writeRunbookValue } from "../runbook-value.ts";
import { reference } from "./labels.ts";
import { type Message, message } from "./message.ts";

const mostShown = 6;

/** The runbooks for an incident, best first, and why. `typed`: words that fit none. */
export function runbooksReply(incident: Incident, ranked: readonly Suggestion[], typed?: string): Message {
  const name = reference(incident);
  const unknown = typed ? `No runbook here speaks of “${clamp(typed, 100)}”. ` : "";
  if (ranked.length === 0) return none(`${unknown}There is no runbook for ${incident.service} yet.`);
  const fitting = ranked.filter(({ isFitting }) => isFitting);
  const what = fitting.length > 0 ? `Runbooks that fit ${name}:` : `Runbooks of ${incident.service}:`;
  const left = ranked.length - mostShown;
  const more = left > 0 ? `${left} more: ` : "";
  return message(`${unknown}${what}`, [
    section(plain(`${unknown}${what}`)),
    ...ranked
      .slice(0, mostShown)
      .flatMap((one, at) => [entry(incident, one), ...(at === 0 ? diagnose(incident, one) : [])]),
    context(plain(`${more}/incident run <words> opens the one that fits the words best.`)),
  ]);
}

function entry(incident: Incident, { slug, title, page, reasons, isFitting }: Suggestion): KnownBlock {
  const isOpen = openRunbook(incident, slug) !== undefined;
  const why = isFitting ? reasons.join(" · ") : "only the service fits";
  const value = writeRunbookValue({ incident: incident.id, version: incident.version, slug, page });
  const text = `📖 *${escapeInline(clamp(title, 150))}*${isOpen ? " (open)" : ""}\n${escapeInline(clamp(why, 300))}`;
  return section(markdown(text), button(isOpen ? "Show" : "Open", actionIds.openRunbook, { value }));
}

/** Of the best one alone: it fits, and something in it only looks. */
function diagnose(incident: Incident, { slug, page, isFitting, hasReads }: Suggestion): readonly KnownBlock[] {
  if (!isFitting || !hasReads) return [];
  const value = writeRunbookValue({ incident: incident.id, version: incident.version, slug, page });
  return [actions("diagnose", [button("🔎 Run diagnostics", actionIds.runDiagnostics, { value, style: "primary" })])];
}

function none(sentence: string): Message {
  const how = "Put its Markdown file into the runbooks folder, in a folder named after the service.";
  return message(sentence, [section(plain(sentence)), context(plain(how))]);
}
