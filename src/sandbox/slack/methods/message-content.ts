import { isList, isObject, type JsonObject, textAt } from "../json.ts";
import { countCharacters, MOST_BLOCK_CHARACTERS, validateBlocks } from "../validation/validate-blocks.ts";
import { blockContext, jsonArgument, type MethodCall, MethodFailure, objectArgument, optionalText } from "./method.ts";

const LONGEST_MARKDOWN = 12_000;
const LARGEST_METADATA_BYTES = 16_000;

export interface MessageContent {
  readonly text?: string;
  readonly blocks?: readonly JsonObject[];
  readonly attachments?: readonly JsonObject[];
}

/** What a message is to say. `tooLong` is the code for blocks that together say too much. */
export function messageContent(call: MethodCall, tooLong: string): MessageContent {
  const text = optionalText(call, "text");
  const markdown = optionalText(call, "markdown_text");
  const blocks = blocksArgument(call, tooLong, "invalid_blocks_format");
  const attachments = attachmentsArgument(call);
  if (markdown !== undefined) {
    if (text !== undefined || blocks !== undefined) throw new MethodFailure("markdown_text_conflict");
    if (markdown.length > LONGEST_MARKDOWN) throw new MethodFailure(tooLong);
    const block = { type: "markdown", text: markdown, block_id: call.world.ids.next("b") };
    return { text: markdown, blocks: [block] };
  }
  return {
    ...(text === undefined ? {} : { text }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(attachments === undefined ? {} : { attachments }),
  };
}

/** Fails with `no_text` when there is nothing to show. */
export function requireSomething(content: MessageContent): void {
  const hasBlocks = (content.blocks?.length ?? 0) > 0 || (content.attachments?.length ?? 0) > 0;
  if (!hasBlocks && (content.text ?? "") === "") throw new MethodFailure("no_text");
}

/** Metadata the app attaches: a type and a payload. An empty object removes it. */
export function metadataArgument(call: MethodCall): JsonObject | undefined {
  const metadata = objectArgument(call, "metadata", "invalid_metadata_format");
  if (metadata === undefined || Object.keys(metadata).length === 0) return metadata;
  if (textAt(metadata, "event_type") === "" || !isObject(metadata.event_payload))
    throw new MethodFailure("invalid_metadata_format");
  if (JSON.stringify(metadata).length > LARGEST_METADATA_BYTES) throw new MethodFailure("metadata_too_large");
  return metadata;
}

/** The blocks of a message. `notBlocks` is the code for something that is no list of blocks at all. */
export function blocksArgument(
  call: MethodCall,
  tooLong: string,
  notBlocks: string,
): readonly JsonObject[] | undefined {
  const blocks = jsonArgument(call, "blocks");
  if (blocks === undefined || blocks === null || blocks === "") return undefined;
  if (!isList(blocks)) throw new MethodFailure(notBlocks);
  const checked = validateBlocks(blocks, "message", "/blocks", blockContext(call.world));
  if (checked.kind === "invalid")
    throw new MethodFailure("invalid_blocks", checked.problems, { errors: checked.problems.map(withoutLevel) });
  if (countCharacters(checked.blocks) > MOST_BLOCK_CHARACTERS) throw new MethodFailure(tooLong);
  return checked.blocks;
}

function attachmentsArgument(call: MethodCall): readonly JsonObject[] | undefined {
  const attachments = jsonArgument(call, "attachments");
  if (attachments === undefined || attachments === null || attachments === "") return undefined;
  if (!isList(attachments) || !attachments.every(isObject))
    throw new MethodFailure("invalid_arguments", ["[ERROR] must provide an array [json-pointer:/attachments]"]);
  if (attachments.length > 100) throw new MethodFailure("too_many_attachments");
  return attachments.map((attachment, index) => {
    if (attachment.blocks === undefined) return attachment;
    const path = `/attachments/${index}/blocks`;
    const checked = validateBlocks(attachment.blocks, "message", path, blockContext(call.world));
    if (checked.kind === "invalid") throw new MethodFailure("invalid_blocks", checked.problems);
    return { ...attachment, blocks: checked.blocks };
  });
}

function withoutLevel(problem: string): string {
  return problem.replace("[ERROR] ", "");
}
