import type { Button, RichTextElement } from "@slack/types";
import type { ClockStruck, RecordedEvent } from "../../incident/event.ts";
import type { Incident } from "../../incident/incident.ts";
import { isBefore, minutesBetween } from "../../incident/instant.ts";
import type { Callee } from "../../incident/terms.ts";
import { actions } from "../blocks.ts";
import { line, moment, richText, strong, words } from "../rich-text.ts";
import { minutesWords } from "../time.ts";
import { clockButtons, isStillAsked } from "./clock-buttons.ts";
import { reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";

/** What a clock says in the incident channel when it strikes: what is missing, who was called because of it, and what can be done. */
export function clockLine(incident: Incident, event: ClockStruck, { version, at }: RecordedEvent): Message | undefined {
  if (event.reminds) return undefined;
  const surface = `event-${version}` as const;
  const said = [...missing(incident, event, at), ...called(incident, event), ...late(event)];
  const buttons: readonly Button[] = isStillAsked(incident, event.clock, surface)
    ? clockButtons(incident, event.clock)
    : [];
  const blocks = [richText(line(...said)), ...(buttons.length > 0 ? [actions(`clock-${version}`, buttons)] : [])];
  return message([words(`${reference(incident)}: `), ...said], blocks, surfaceTag(incident, surface));
}

function missing(incident: Incident, { clock, dueAt, level }: ClockStruck, at: string): readonly RichTextElement[] {
  if (level) return [words(`${level.declaresOutage ? "🚨" : "⏫"} ${sentence(level.announce)}`)];
  const { terms, resolvedAt, updatedAt } = incident;
  switch (clock) {
    case "acknowledge":
      return [words(`⚠️ Nobody has acknowledged it within ${minutesWords(minutesBetween(terms.from, dueAt))}.`)];
    case "lead":
      return [words("🙋 Nobody leads this incident yet. Who takes it?")];
    case "update":
      return [
        words("⏰ "),
        strong("An update is due"),
        words(` since `),
        moment(dueAt),
        words(updatedAt ? "." : ": there has been none yet."),
      ];
    case "watch":
      return [words(`👀 Resolved for ${minutesWords(minutesBetween(resolvedAt ?? dueAt, dueAt))}. Did it stay well?`)];
    case "post-mortem":
      return isBefore(at, dueAt)
        ? [words("📝 The post-mortem is due "), moment(dueAt), words(". Who writes it?")]
        : [
            words("⚠️ "),
            strong("The post-mortem is overdue"),
            words(" since "),
            moment(dueAt),
            words("."),
            ...told(terms.manager),
          ];
    default:
      return [];
  }
}

function called({ isDrill }: Incident, { pages, level }: ClockStruck): readonly RichTextElement[] {
  if (pages.length > 0) return [words(` Called: `), strong(pages.map(({ name }) => name).join(", ")), words(".")];
  return isDrill && level ? [words(" This is a drill: nobody is called.")] : [];
}

function late({ lateMinutes }: ClockStruck): readonly RichTextElement[] {
  return lateMinutes > 0 ? [words(` (${minutesWords(lateMinutes)} late: I was away.)`, { italic: true })] : [];
}

function told(manager: Callee | undefined): readonly RichTextElement[] {
  if (!manager) return [];
  return [words(" Told: "), mentioned(manager), words(".")];
}

function mentioned({ slack, name }: Callee): RichTextElement {
  if (slack && /^S[A-Z0-9]{6,}$/.test(slack)) return { type: "usergroup", usergroup_id: slack };
  if (slack && /^[UW][A-Z0-9]{6,}$/.test(slack)) return { type: "user", user_id: slack };
  return strong(name);
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
