import type { App, GlobalShortcut, MessageShortcut } from "@slack/bolt";
import { z } from "zod";
import type { RecordedMessage } from "../incident/timeline-message.ts";
import type { SlackContext } from "./context.ts";
import { type Explainer, explained } from "./explain.ts";
import type { Message } from "./messages/message.ts";
import { sentenceReply } from "./messages/replies.ts";
import { personId } from "./person.ts";
import { routes } from "./routes.ts";

/** Answers the shortcuts of the routing table. A global one has no place to answer in but its form. */
export function listenToShortcuts(app: App, context: SlackContext, explainer: Explainer): void {
  for (const [callbackId, answer] of Object.entries(routes.shortcuts)) {
    app.shortcut(callbackId, async ({ shortcut, body, ack, respond }) => {
      const by = personId(body.user.team_id ?? body.team?.id ?? "", body.user.id);
      const used = { by, triggerId: shortcut.trigger_id, message: messageOf(shortcut) };
      const reply = await explained<Message | undefined>(
        explainer,
        { shortcut: callbackId, by },
        () => answer(context, used),
        sentenceReply,
      );
      await ack();
      if (reply && shortcut.type === "message_action") {
        const { text, blocks } = reply;
        await respond({ response_type: "ephemeral", replace_original: false, text, blocks: [...blocks] });
      }
    });
  }
}

const shown = z.object({
  user: z.string().optional(),
  team: z.string().optional(),
  text: z.string().optional(),
  files: z.array(z.object({ name: z.string().optional() })).optional(),
});

function messageOf(shortcut: GlobalShortcut | MessageShortcut): RecordedMessage | undefined {
  if (shortcut.type !== "message_action") return undefined;
  const { user = "", team, text = "", files = [] } = shown.parse(shortcut.message);
  return {
    channel: shortcut.channel.id,
    ts: shortcut.message_ts,
    author: personId(team ?? shortcut.team?.id ?? "", user),
    text,
    files: files.map(({ name }) => name ?? "a file"),
  };
}
