import type { RichTextElement } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { line, place, richText, strong, words } from "../rich-text.ts";
import { writeRunbookValue } from "../runbook-value.ts";
import { type Message, message } from "./message.ts";

/** To whoever opened a runbook: where it is. `link` leads to the message when it was there before. */
export function runbookOpenedReply(
  incident: Incident,
  { slug, title, page }: { readonly slug: string; readonly title: string; readonly page: number },
  link: string | undefined,
): Message {
  const where: RichTextElement[] = incident.channel ? [words(" in "), place(incident.channel)] : [];
  const up: RichTextElement[] = link ? [words(": "), { type: "link", url: link, text: "show it" }] : [words(".")];
  const said = [words("📖 "), strong(title), words(" is open as a checklist"), ...where, ...up];
  const value = writeRunbookValue({ incident: incident.id, version: incident.version, slug, page });
  return message(`${title} is open as a checklist.`, [
    richText(line(...said)),
    actions("diagnose", [button("🔎 Run diagnostics", actionIds.runDiagnostics, { value })]),
  ]);
}
