import type { KnownBlock, RichTextElement } from "@slack/types";
import type { RequestSurface } from "../../approval/surface.ts";
import type { Surface } from "../../incident/effect.ts";
import type { Incident } from "../../incident/incident.ts";
import { escapeText } from "../escape.ts";
import { clamp, limits } from "../limits.ts";

/** What is sent to Slack. `text` is what notifications and screen readers say; `metadata` is how we find it again. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly metadata?: SurfaceTag | undefined;
}

/** What one person is answered. */
export interface Reply extends Message {
  /** Takes the place of the message whose button was pressed. */
  readonly replacesOriginal?: boolean | undefined;
}

export interface SurfaceTag {
  readonly event_type: "incident_surface";
  readonly event_payload: { readonly incident: string; readonly surface: string };
}

/** The mark a surface carries in Slack, to recognise it after an answer was lost. */
export function surfaceTag(incident: Pick<Incident, "id">, surface: Surface | RequestSurface): SurfaceTag {
  return { event_type: "incident_surface", event_payload: { incident: incident.id, surface } };
}

/** `said` is plain words, or rich text whose people are still named in a notification. */
export function message(
  said: string | readonly RichTextElement[],
  blocks: readonly KnownBlock[],
  metadata?: SurfaceTag,
): Message {
  const text = typeof said === "string" ? escapeText(said) : said.map(asMarkdown).join("");
  const shown = { text: clamp(text, limits.messageText), blocks: blocks.slice(0, limits.messageBlocks) };
  return metadata ? { ...shown, metadata } : shown;
}

function asMarkdown(element: RichTextElement): string {
  if (element.type === "text") return escapeText(element.text);
  if (element.type === "channel") return `<#${element.channel_id}>`;
  if (element.type === "date") return escapeText(element.fallback ?? "");
  return element.type === "user" ? `<@${element.user_id}>` : "";
}
