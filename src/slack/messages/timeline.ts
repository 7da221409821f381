import type { RichTextElement, RichTextSection } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import type { TimelineLine } from "../../incident/timeline.ts";
import { context, plain } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { bullets, line, moment, richText, strong, words } from "../rich-text.ts";
import { utc } from "../time.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message } from "./message.ts";
import { elementsAsText, timelineElements } from "./timeline-line.ts";

/** As much as is read in one look; what is longer goes into a file. */
const longestCharacters = 6000;
const mostLines = 30;
const fewestLines = 10;

/** The timeline as one person is shown it. `isWhole` is false when only its end fits. */
export function timelineReply(
  incident: Incident,
  lines: readonly TimelineLine[],
): { readonly reply: Message; readonly isWhole: boolean } {
  const told = lines.flatMap((one) => {
    const elements = timelineElements(incident, one);
    return elements ? [{ at: one.at, elements }] : [];
  });
  const length = told.reduce((sum, { elements }) => sum + lengthOf(elements), 0);
  const isWhole = told.length <= mostLines && length <= longestCharacters;
  const shown = isWhole ? told : told.slice(-fewestLines).map((one) => ({ ...one, elements: briefly(one.elements) }));
  const head = `${marks(incident)}${reference(incident)} · Timeline`;
  const rows = shown.map(({ at, elements }): RichTextSection => line(moment(at), words(" "), ...elements));
  const note = isWhole
    ? "Put a message on it with :pushpin:, or type /incident timeline 14:05 failover started."
    : `The last ${shown.length} of ${told.length} entries. All of them come to you as a file in a direct message.`;
  const blocks = [richText(line(strong(head))), richText(bullets(rows)), context(plain(note))];
  return { reply: message(head, blocks), isWhole };
}

/** The whole timeline for a file, times in UTC. */
export function timelineText(
  incident: Incident,
  lines: readonly TimelineLine[],
  names: ReadonlyMap<string, string>,
): string {
  const head = `${marks(incident)}${reference(incident)} · ${incident.title}\n${incident.service}, ${incident.severity}\n`;
  const rows = lines.flatMap((one) => {
    const elements = timelineElements(incident, one);
    return elements ? [`${utc(one.at)}  ${elementsAsText(elements, names).replace(/\s*\n\s*/g, "\n    ")}`] : [];
  });
  return `${[head, ...rows].join("\n")}\n`;
}

/** Slack ids of everybody who is named in it. */
export function peopleIn(incident: Incident, lines: readonly TimelineLine[]): readonly string[] {
  const elements = lines.flatMap((one) => timelineElements(incident, one) ?? []);
  return [...new Set(elements.flatMap((element) => (element.type === "user" ? [element.user_id] : [])))];
}

const lengthOf = (elements: readonly RichTextElement[]): number => elementsAsText(elements, new Map()).length;

const longestLine = 300;

/** Its beginning: whole elements while they fit, and of the first that does not, what does. */
function briefly(elements: readonly RichTextElement[]): readonly RichTextElement[] {
  const kept: RichTextElement[] = [];
  let left = longestLine;
  for (const element of elements) {
    const length = lengthOf([element]);
    if (length > left)
      return element.type === "text" ? [...kept, { ...element, text: clamp(element.text, left) }] : kept;
    kept.push(element);
    left -= length;
  }
  return kept;
}
