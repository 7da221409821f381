import type { RichTextElement } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { line, place, richText, strong, words } from "../rich-text.ts";
import { type Message, message } from "./message.ts";

/** To whoever opened a runbook: where it is. `link` leads to the message when it was there before. */
export function runbookOpenedReply(incident: Incident, title: string, link: string | undefined): Message {
  const where: RichTextElement[] = incident.channel ? [words(" in "), place(incident.channel)] : [];
  const up: RichTextElement[] = link ? [words(": "), { type: "link", url: link, text: "show it" }] : [words(".")];
  const said = [words("📖 "), strong(title), words(" is open as a checklist"), ...where, ...up];
  return message(`${title} is open as a checklist.`, [richText(line(...said))]);
}
