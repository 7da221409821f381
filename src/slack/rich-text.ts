import type {
  RichTextBlock,
  RichTextElement,
  RichTextList,
  RichTextPreformatted,
  RichTextQuote,
  RichTextSection,
  RichTextStyleable,
} from "@slack/types";
import type { ChannelRef, Instant, PersonId } from "../incident/incident.ts";
import { pagerName } from "../incident/pager-person.ts";
import { clamp, limits } from "./limits.ts";
import { userOf } from "./person.ts";
import { unixSeconds, utc } from "./time.ts";

export type RichTextPart = RichTextSection | RichTextQuote | RichTextList | RichTextPreformatted;

/** Rich text says what is a name, a place or a time, so that nothing in a person's words can pretend to be one. */
export function richText(...parts: readonly RichTextPart[]): RichTextBlock {
  return { type: "rich_text", elements: [...parts] };
}

export function line(...elements: readonly RichTextElement[]): RichTextSection {
  return { type: "rich_text_section", elements: [...elements] };
}

export function quote(text: string): RichTextQuote {
  return { type: "rich_text_quote", elements: [words(text)] };
}

/** Text exactly as it stands: a command, an output. */
export function code(text: string): RichTextPreformatted {
  return { type: "rich_text_preformatted", elements: [{ type: "text", text: clamp(text, limits.sectionText) || "–" }] };
}

/** Long text exactly as it stands, in pieces that Slack takes. Whoever calls it cuts it to the room there is. */
export function longCode(text: string): RichTextPreformatted {
  const pieces = text.match(/[\s\S]{1,3000}/gu) ?? ["–"];
  return { type: "rich_text_preformatted", elements: pieces.map((piece) => ({ type: "text", text: piece })) };
}

export function bullets(items: readonly RichTextSection[]): RichTextList {
  return { type: "rich_text_list", style: "bullet", elements: [...items] };
}

export function numbered(items: readonly RichTextSection[]): RichTextList {
  return { type: "rich_text_list", style: "ordered", elements: [...items] };
}

export function words(text: string, style?: RichTextStyleable["style"]): RichTextElement {
  const kept = clamp(text, limits.sectionText) || "–";
  return style ? { type: "text", text: kept, style } : { type: "text", text: kept };
}

export function strong(text: string): RichTextElement {
  return words(text, { bold: true });
}

export function who(person: PersonId): RichTextElement {
  const name = pagerName(person);
  return name === undefined ? { type: "user", user_id: userOf(person) } : strong(name);
}

export function place(channel: ChannelRef): RichTextElement {
  return { type: "channel", channel_id: channel.id };
}

/** A moment in the reader's own zone. */
export function moment(at: Instant): RichTextElement {
  return { type: "date", timestamp: unixSeconds(at), format: "{date_short_pretty} at {time}", fallback: utc(at) };
}
