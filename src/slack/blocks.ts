import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from "@slack/types";
import { clamp, limits } from "./limits.ts";

/**
 * The blocks we use, cut to Slack's limits. `plain` shows text as it is; whatever goes through `markdown` must be our own words
 * or have passed `escape.ts`.
 */
export function plain(text: string, length: number = limits.sectionText): PlainTextElement {
  return { type: "plain_text", text: clamp(text, length) || "–", emoji: false };
}

/** Verbatim: a bare address, channel or name in it does not become a link. */
export function markdown(text: string, length: number = limits.sectionText): MrkdwnElement {
  return { type: "mrkdwn", text: clamp(text, length) || "–", verbatim: true };
}

export function header(text: string): HeaderBlock {
  return { type: "header", text: plain(text.replace(/\s+/g, " "), limits.headerText) };
}

export function section(text: MrkdwnElement | PlainTextElement, accessory?: Button): SectionBlock {
  return accessory ? { type: "section", text, accessory } : { type: "section", text };
}

/** Label and value pairs in two columns (one on a phone). Values are mrkdwn of ours. */
export function fields(pairs: readonly (readonly [label: string, value: string])[]): SectionBlock {
  const shown = pairs.slice(0, limits.fields);
  return { type: "section", fields: shown.map(([label, value]) => markdown(`*${label}*\n${value}`, limits.fieldText)) };
}

export function context(...texts: readonly (MrkdwnElement | PlainTextElement)[]): ContextBlock {
  return { type: "context", elements: texts.slice(0, limits.contextElements) };
}

export function actions(blockId: string, elements: readonly (Button | StaticSelect)[]): ActionsBlock {
  return { type: "actions", block_id: blockId, elements: elements.slice(0, limits.actionElements) };
}

export interface ButtonOptions {
  readonly value?: string | undefined;
  readonly style?: "primary" | "danger" | undefined;
}

export function button(label: string, actionId: string, { value, style }: ButtonOptions = {}): Button {
  return {
    type: "button",
    text: plain(label, limits.buttonText),
    action_id: actionId,
    ...(value === undefined ? {} : { value: clamp(value, limits.buttonValue) }),
    ...(style === undefined ? {} : { style }),
  };
}

export function option(text: string, value: string, description?: string): PlainTextOption {
  return {
    text: plain(text, limits.optionText),
    value: value.slice(0, limits.optionValue),
    ...(description ? { description: plain(description, limits.optionText) } : {}),
  };
}

export function divider(): DividerBlock {
  return { type: "divider" };
}
