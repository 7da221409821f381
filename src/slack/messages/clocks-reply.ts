import type { RichTextElement } from "@slack/types";
import { type Clock, clocksOf } from "../../incident/clock.ts";
import type { Incident } from "../../incident/incident.ts";
import { bullets, line, moment, richText, strong, words } from "../rich-text.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message } from "./message.ts";

/** `/incident clocks`: everything that is due of an incident, soonest first. */
export function clocksReply(incident: Incident): Message {
  const name = `${marks(incident)}${reference(incident)}`;
  const clocks = clocksOf(incident).toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
  if (clocks.length === 0) {
    const said = [words(`${name}: nothing is due any more.`)];
    return message(said, [richText(line(...said))]);
  }
  const byHand =
    incident.status === "resolved" ? [] : incident.terms.levels.filter((one) => one.afterMinutes === undefined);
  const note = `Called by hand only: ${byHand.map((one) => one.name).join(", ")}.`;
  return message(`${name}: what is due`, [
    richText(
      line(strong(`${name}: what is due`)),
      bullets(clocks.map((clock) => line(...clockItem(clock)))),
      ...(byHand.length > 0 ? [line(words(note))] : []),
    ),
  ]);
}

/** `Next update · today at 15:05`, with a mark once it was missed. */
export function clockItem(clock: Clock): readonly RichTextElement[] {
  const put =
    clock.snoozedUntil && clock.stage === 0 ? [words(" · reminder put off until "), moment(clock.snoozedUntil)] : [];
  return [
    ...(clock.isBreached ? [words("⚠️ ")] : []),
    strong(clockName(clock)),
    words(clock.isBreached ? " · overdue since " : " · "),
    moment(clock.dueAt),
    ...put,
  ];
}

function clockName({ key, level }: Clock): string {
  if (level) return `${level.name} called`;
  switch (key) {
    case "acknowledge":
      return "Acknowledge";
    case "lead":
      return "Somebody leads";
    case "update":
      return "Next update";
    case "watch":
      return "Confirm that it stayed well";
    case "post-mortem":
      return "Post-mortem";
    default:
      return key;
  }
}
