import type { HomeView, ModalView } from "@slack/types";
import { type Json, parseJson } from "../../src/sandbox/slack/json.ts";
import { countCharacters, validateBlocks } from "../../src/sandbox/slack/validation/validate-blocks.ts";
import { validateView } from "../../src/sandbox/slack/validation/validate-view.ts";
import type { Message } from "../../src/slack/messages/message.ts";

/** What a Slack as strict as the real one says against a message or a modal. */

export function problemsOf(message: Message): readonly string[] {
  const blocks = wire(message.blocks);
  const checked = validateBlocks(blocks, "message", "/blocks", context);
  const tooLong = message.text.length > 4000 || countCharacters(blocks) > 12_000 ? ["too much text"] : [];
  const silent = message.text.trim() === "" ? ["no text"] : [];
  return [...(checked.kind === "invalid" ? checked.problems : []), ...tooLong, ...silent];
}

export function problemsOfView(view: ModalView | HomeView): readonly string[] {
  const checked = validateView(wire(view), view.type, context);
  switch (checked.kind) {
    case "valid":
      return [];
    case "invalid":
      return checked.problems;
    case "too-large":
      return ["view too large"];
  }
}

/** As it travels. */
const wire = (value: unknown): Json => parseJson(JSON.stringify(value)) ?? null;

const context = { nextId: (prefix: string) => `${prefix}1`, isDrawableFile: () => false };
