import type { RichTextElement } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import type { RunPlan } from "../../incident/run.ts";
import { line, place, richText, strong, words } from "../rich-text.ts";
import { type Message, message } from "./message.ts";

/** To whoever pressed Run: where it shows, and what it leaves out. */
export function runStartedReply(incident: Incident, { title, items, left }: RunPlan): Message {
  const where: RichTextElement[] = incident.channel ? [words(" in "), place(incident.channel)] : [];
  const count = items.length === 1 ? "1 command" : `${items.length} commands`;
  const rest =
    left.length > 0 ? ` ${left.length === 1 ? "One is" : `${left.length} are`} not run: its message says why.` : "";
  const said = [words("🔎 "), strong(title), words(`: ${count} run`), ...where, words(`.${rest}`)];
  return message(said, [richText(line(...said))]);
}
