import { Fault } from "../clients/fault.ts";
import type { Message } from "../slack/messages/message.ts";
import { plainer, wordsOnly } from "../slack/messages/plainer.ts";

export interface Shaped<Answer> {
  readonly answer: Answer;
  /** Why it is not shown as it was meant to be. */
  readonly refused?: Fault | undefined;
}

/**
 * Sends a message; where Slack does not take its blocks, in simple ones, and in words alone at last. A Slack older than ours, or a
 * mistake of ours, must not keep a card from being there.
 */
export async function sendShaped<Answer>(
  message: Message,
  send: (message: Message) => Promise<Answer>,
): Promise<Shaped<Answer>> {
  let refused: Fault | undefined;
  for (const shape of [message, plainer(message)]) {
    try {
      return { answer: await send(shape), refused };
    } catch (error) {
      if (!(error instanceof Fault) || !isShape(error)) throw error;
      refused ??= error;
    }
  }
  return { answer: await send(wordsOnly(message)), refused };
}

const shapes: ReadonlySet<string> = new Set(["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"]);

const isShape = ({ code, outcome }: Fault): boolean => outcome === "not-done" && shapes.has(code);
