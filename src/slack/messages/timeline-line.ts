import type { KnownBlock, RichTextElement } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import { isRunEvent } from "../../incident/run-event.ts";
import { isRunbookEvent } from "../../incident/runbook-event.ts";
import type { TimelineLine } from "../../incident/timeline.ts";
import type { RecordedMessage } from "../../incident/timeline-message.ts";
import { strong, who, words } from "../rich-text.ts";
import { utc } from "../time.ts";
import { changeElements } from "./change-elements.ts";
import { eventLine } from "./event-line.ts";
import { fromSlack } from "./from-slack.ts";
import { marks, reference } from "./labels.ts";
import { runElements } from "./run-elements.ts";
import { runbookElements } from "./runbook-elements.ts";

/** What a line of the timeline says after its time; nothing for what was only said to one person. */
export function timelineElements(incident: Incident, line: TimelineLine): readonly RichTextElement[] | undefined {
  switch (line.kind) {
    case "entry":
      return [words("📌 "), who(line.by), words(` ${line.text}`)];
    case "message":
      return line.isDeleted ? deleted(line.message) : message(line.message);
    case "event": {
      const { event } = line.recorded;
      if (event.kind === "incident-declared") {
        const name = `${marks(incident)}${reference(incident)}`;
        return [
          words("🚨 "),
          who(event.by),
          words(" declared "),
          strong(name),
          words(` ${event.severity}: ${event.title}`),
        ];
      }
      if (isRunbookEvent(event)) return runbookElements(event);
      if (isRunEvent(event)) return runElements(event);
      if (event.kind === "change-recorded") return changeElements(event.change);
      const posted = eventLine(incident, line.recorded);
      return posted?.blocks.flatMap(elementsOf);
    }
  }
}

function message({ author, text, files, permalink }: RecordedMessage): readonly RichTextElement[] {
  const names = files.length > 0 ? [words(` 📎 ${files.join(", ")}`)] : [];
  const link: RichTextElement[] = permalink ? [words(" "), { type: "link", url: permalink, text: "message" }] : [];
  return [words("💬 "), who(author), words(" "), ...fromSlack(text), ...names, ...link];
}

const deleted = ({ author }: RecordedMessage): readonly RichTextElement[] => [
  words("💬 "),
  who(author),
  words(" (a message that was deleted)", { italic: true }),
];

/** A posted line in one line: what was quoted below follows a dash. */
function elementsOf(block: KnownBlock): readonly RichTextElement[] {
  if (block.type !== "rich_text") return [];
  return block.elements.flatMap((part): RichTextElement[] => {
    if (part.type === "rich_text_section") return part.elements;
    return part.type === "rich_text_quote" ? [words(" – "), ...part.elements] : [];
  });
}

/** The same as plain text, people by their names. */
export function elementsAsText(elements: readonly RichTextElement[], names: ReadonlyMap<string, string>): string {
  return elements.map((element) => asText(element, names)).join("");
}

function asText(element: RichTextElement, names: ReadonlyMap<string, string>): string {
  switch (element.type) {
    case "text":
      return element.text;
    case "user":
      return names.get(element.user_id) ?? `@${element.user_id}`;
    case "link":
      return element.text ? `${element.text}: ${element.url}` : element.url;
    case "date":
      return element.fallback ?? utc(new Date(element.timestamp * 1000).toISOString());
    default:
      return "";
  }
}
