import type { RichTextElement } from "@slack/types";
import { progressOf } from "../../incident/clock.ts";
import type { ClockStruck, RecordedEvent } from "../../incident/event.ts";
import type { Incident } from "../../incident/incident.ts";
import { actions, context, plain } from "../blocks.ts";
import { line, moment, place, richText, strong, words } from "../rich-text.ts";
import { minutesWords } from "../time.ts";
import { clockButtons, isStillAsked } from "./clock-buttons.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";

/** What a person is reminded of in private. It is edited when that has been done, so that nobody acts on an old one. */
export function reminder(incident: Incident, event: ClockStruck, { version }: RecordedEvent): Message {
  const surface = `reminder-${version}` as const;
  const isAsked = isStillAsked(incident, event.clock, surface);
  const said = isAsked ? asked(incident, event) : answered(incident, event);
  const where = incident.channel ? [words(" · "), place(incident.channel)] : [];
  const about = line(
    words(`${marks(incident)}${reference(incident)} · ${incident.severity} · ${incident.title}`),
    ...where,
  );
  const late = event.lateMinutes > 0 ? [context(plain(`${minutesWords(event.lateMinutes)} late: I was away.`))] : [];
  const blocks = [
    richText(line(...said), about),
    ...(isAsked ? [actions(`reminder-${version}`, clockButtons(incident, event.clock)), ...late] : []),
  ];
  return message([words(`${reference(incident)}: `), ...said], blocks, surfaceTag(incident, surface));
}

function asked({ terms, updatedAt }: Incident, { clock, dueAt }: ClockStruck): readonly RichTextElement[] {
  if (clock === "post-mortem")
    return [
      words("📝 "),
      strong("The post-mortem"),
      words(" of the incident you led is due "),
      moment(dueAt),
      words("."),
    ];
  const since = updatedAt ? `in ${minutesWords(terms.updateIntervalMinutes)}` : "yet";
  return [words("⏰ "), strong("Time for an update."), words(` Nobody has been told anything ${since}.`)];
}

function answered(incident: Incident, { clock }: ClockStruck): readonly RichTextElement[] {
  if (clock === "post-mortem")
    return [words(incident.postMortem ? "✅ The post-mortem is written." : "🔁 It is open again.")];
  const { snoozedUntil, stage } = progressOf(incident, "update");
  if (snoozedUntil && stage === 0) return [words("💤 Put off until "), moment(snoozedUntil), words(".")];
  return [words(incident.status === "resolved" ? "✅ The incident is resolved." : "✅ An update was posted.")];
}
