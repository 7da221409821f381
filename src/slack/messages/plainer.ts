import type { AnyBlock, KnownBlock } from "@slack/types";
import { plain, section } from "../blocks.ts";
import type { Message } from "./message.ts";

/** The same message of texts and buttons alone, for a Slack that does not take it as it is. */
export function plainer(message: Message): Message {
  return { ...message, blocks: message.blocks.flatMap(simple) };
}

/** The message without any blocks: what notifications say. */
export function wordsOnly(message: Message): Message {
  return { ...message, blocks: [] };
}

function simple(block: KnownBlock): readonly KnownBlock[] {
  if (block.type === "actions") return [block];
  if (block.type === "section" && block.accessory?.type === "button") {
    const { accessory } = block;
    return [{ ...section(plain(textOf(block)), accessory), ...(block.block_id ? { block_id: block.block_id } : {}) }];
  }
  const text = textOf(block);
  return text ? [section(plain(text))] : [];
}

/** Every text in a block, in its order. People and places of rich text have no words of their own: their ids would say nothing. */
function textOf(block: AnyBlock): string {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("type" in value && value.type === "button") return;
    if ("text" in value && typeof value.text === "string") found.push(value.text);
    if ("fallback" in value && typeof value.fallback === "string") found.push(value.fallback);
    for (const part of Object.values(value)) visit(part);
  };
  visit(block);
  return block.type === "rich_text" ? found.join("") : found.join("\n");
}
