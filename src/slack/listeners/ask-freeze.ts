import type { FreezeWish } from "../../approval/freeze.ts";
import type { SlackContext } from "../context.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import type { TypedCommand } from "./answer-command.ts";

/** Stops changes, or lets them go on, once it is known that who says so may. */
export async function askFreeze(
  { handleFreeze, catalog }: SlackContext,
  wish: FreezeWish,
  { key }: Pick<TypedCommand, "key">,
): Promise<Message> {
  const outcome = await handleFreeze(wish, key === undefined ? undefined : { key });
  const channel = `#${catalog().organization.announcementChannel.replace(/^#/, "")}`;
  switch (outcome.kind) {
    case "refused":
      return sentenceReply(outcome.reason);
    case "asked":
    case "done": {
      const what = wish.kind === "freeze" ? "frozen" : "let go on";
      const where = wish.service ?? "every service";
      return sentenceReply(
        `Whether you may is looked up now. If so, changes of ${where} are ${what}, and ${channel} says so; if not, I write to you.`,
      );
    }
  }
}
