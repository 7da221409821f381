import type { Json, JsonObject } from "../../../../src/sandbox/slack/json.ts";
import type { Surface } from "../../../../src/sandbox/slack/validation/blocks.ts";
import { validateBlocks } from "../../../../src/sandbox/slack/validation/validate-blocks.ts";

const context = { nextId: (prefix: string) => `${prefix}-filled`, isDrawableFile: (id: string) => id === "F1" };

/** What is wrong with these blocks; nothing when they are fine. */
export function problemsOf(blocks: Json, surface: Surface = "message"): readonly string[] {
  const checked = validateBlocks(blocks, surface, "/blocks", context);
  return checked.kind === "valid" ? [] : checked.problems;
}

/** The blocks as they are kept. */
export function keptBlocks(blocks: Json): readonly JsonObject[] {
  const checked = validateBlocks(blocks, "message", "/blocks", context);
  return checked.kind === "valid" ? checked.blocks : [];
}

export const long = (length: number) => "x".repeat(length);
export const plain = (text: string) => ({ type: "plain_text", text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
export const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
export const option = (index: number, more: JsonObject = {}) => ({
  text: plain(`o${index}`),
  value: `v${index}`,
  ...more,
});
export const options = (count: number) => times(count, (index) => option(index));
export const button = (more: JsonObject = {}) => ({ type: "button", action_id: "go", text: plain("Go"), ...more });
export const actions = (...elements: readonly JsonObject[]) => ({ type: "actions", elements });
export const section = (more: JsonObject = {}) => ({ type: "section", text: mrkdwn("text"), ...more });
export const input = (element: JsonObject, more: JsonObject = {}) => ({
  type: "input",
  label: plain("Label"),
  element,
  ...more,
});
export const richText = (...elements: readonly JsonObject[]) => ({ type: "rich_text", elements });
