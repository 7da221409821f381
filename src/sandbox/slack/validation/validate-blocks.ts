import { isList, isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from "../json.ts";
import { blocksFor, type Surface } from "./blocks.ts";
import { at, check } from "./shape.ts";
import { list, variant } from "./shapes.ts";

/**
 * What the blocks of one message may say together. Not in the reference: 11,341 characters of text have been refused,
 * smaller messages were not.
 */
export const MOST_BLOCK_CHARACTERS = 11_000;

export interface BlockContext {
  readonly nextId: (prefix: string) => string;
  /** Whether an image block may show this file. */
  readonly isDrawableFile: (id: string) => boolean;
}

export type CheckedBlocks =
  | { readonly kind: "valid"; readonly blocks: readonly JsonObject[] }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** Blocks as Slack keeps them, every id filled in, or everything that is wrong with them. `path` is where they stand. */
export function validateBlocks(blocks: Json, surface: Surface, path: string, context: BlockContext): CheckedBlocks {
  const shapes = blocksFor(surface);
  const limit = surface === "message" ? 50 : 100;
  const problems = check(
    list(
      variant(() => shapes),
      limit,
      0,
    ),
    blocks,
    path,
  );
  if (problems.length > 0 || !isList(blocks)) return { kind: "invalid", problems };
  const objects = blocks.filter(isObject);
  const further = [...acrossBlocks(objects, path), ...filesNotThere(objects, path, context)];
  if (further.length > 0) return { kind: "invalid", problems: further };
  return { kind: "valid", blocks: objects.map((block) => withIds(block, context.nextId)) };
}

/** The characters a message's blocks show together. */
export function countCharacters(value: Json | undefined): number {
  if (isList(value)) return value.reduce((sum: number, item) => sum + countCharacters(item), 0);
  if (!isObject(value)) return 0;
  const own = textAt(value, "text").length;
  return Object.values(value).reduce((sum: number, field) => sum + countCharacters(field), own);
}

/** The interactive elements of a block, in reading order. */
export function elementsOf(block: JsonObject): readonly JsonObject[] {
  const single = [objectAt(block, "accessory"), objectAt(block, "element")].filter((one) => one.type !== undefined);
  const listed = block.type === "actions" ? objectsAt(block, "elements") : [];
  return [...single, ...listed].filter((element) => element.type !== "image");
}

/** All blocks, those inside containers too. */
export function flatten(blocks: readonly JsonObject[]): readonly JsonObject[] {
  return blocks.flatMap((block) => [block, ...flatten(objectsAt(block, "child_blocks"))]);
}

function acrossBlocks(blocks: readonly JsonObject[], path: string): readonly string[] {
  const problems: string[] = [];
  const all = flatten(blocks);
  const blockIds = all.map((block) => textAt(block, "block_id")).filter((id) => id !== "");
  for (const id of duplicates(blockIds)) problems.push(at(path, `\`block_id\` "${id}" already exists`));
  for (const [index, block] of all.entries()) {
    const actionIds = elementsOf(block).map((element) => textAt(element, "action_id"));
    for (const id of duplicates(actionIds.filter((id) => id !== "")))
      problems.push(at(`${path}/${index}`, `\`action_id\` "${id}" already exists for this block`));
  }
  const focused = all.flatMap(elementsOf).filter((element) => element.focus_on_load === true);
  if (focused.length > 1) problems.push(at(path, "only one element may set `focus_on_load`"));
  if (all.filter((block) => block.type === "table").length > 1) problems.push(at(path, "only one table allowed"));
  return problems;
}

function filesNotThere(blocks: readonly JsonObject[], path: string, context: BlockContext): readonly string[] {
  const images = flatten(blocks).flatMap((block) => [
    block,
    objectAt(block, "accessory"),
    ...objectsAt(block, "elements"),
  ]);
  const files = images.map((image) => textAt(objectAt(image, "slack_file"), "id")).filter((id) => id !== "");
  return files.filter((id) => !context.isDrawableFile(id)).map((id) => at(path, `invalid slack file: ${id}`));
}

function duplicates(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function withIds(block: JsonObject, nextId: (prefix: string) => string): JsonObject {
  const named = (element: Json): Json =>
    isObject(element) && element.action_id === undefined && INTERACTIVE.test(String(element.type))
      ? { ...element, action_id: nextId("a") }
      : element;
  const filled: Record<string, Json | undefined> = { ...block, block_id: block.block_id ?? nextId("b") };
  if (filled.accessory !== undefined) filled.accessory = named(filled.accessory);
  if (filled.element !== undefined) filled.element = named(filled.element);
  if (block.type === "actions") filled.elements = objectsAt(block, "elements").map(named);
  if (block.type === "container")
    filled.child_blocks = objectsAt(block, "child_blocks").map((child) => withIds(child, nextId));
  return filled;
}

const INTERACTIVE = /button|select|picker|input|checkboxes|radio|overflow/;
