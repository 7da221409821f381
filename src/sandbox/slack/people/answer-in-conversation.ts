import { isList, type JsonObject, textAt } from "../json.ts";
import { blockContext } from "../methods/method.ts";
import { addMessage, deleteMessage, editMessage, postMessage } from "../state/messages.ts";
import type { Channel, Message } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { validateBlocks } from "../validation/validate-blocks.ts";

export interface Answering {
  readonly channel: Channel;
  readonly person: string;
  /** The message that can be replaced or deleted. */
  readonly source?: Message;
}

export type Answered =
  | { readonly kind: "shown"; readonly message?: Message }
  | { readonly kind: "invalid"; readonly error: string; readonly problems: readonly string[] };

/** Does what an acknowledgement or a `response_url` may do: answer, replace, delete. Ephemeral unless said otherwise. */
export function answerInConversation(world: World, to: Answering, answer: JsonObject): Answered {
  const { channel, source } = to;
  if (answer.delete_original === true) {
    if (source !== undefined) deleteMessage(world, channel, source);
    return { kind: "shown" };
  }
  const checked = answer.blocks === undefined ? undefined : checkBlocks(world, answer);
  if (checked?.kind === "invalid") return { kind: "invalid", error: "invalid_blocks", problems: checked.problems };
  const text = textAt(answer, "text");
  if (text === "" && (checked === undefined || checked.blocks.length === 0))
    return { kind: "invalid", error: "no_text", problems: [] };
  const blocks = checked?.blocks ?? [];
  if (answer.replace_original === true && source !== undefined) {
    editMessage(world, channel, source, { text, blocks });
    return { kind: "shown", message: source };
  }
  const threadTs = textAt(answer, "thread_ts") || source?.threadTs;
  const draft = { user: world.app.botUserId, text, blocks, ...(threadTs ? { threadTs } : {}) };
  const message =
    answer.response_type === "in_channel"
      ? postMessage(world, channel, draft)
      : addMessage(world, channel, { ...draft, visibleTo: to.person });
  return { kind: "shown", message };
}

function checkBlocks(world: World, answer: JsonObject) {
  const blocks = answer.blocks ?? [];
  if (!isList(blocks)) return { kind: "invalid" as const, problems: ["blocks must be a list"] };
  return validateBlocks(blocks, "message", "/blocks", blockContext(world));
}
