import type { App } from "@slack/bolt";
import type { SlackContext } from "./context.ts";
import { type Explainer, explained } from "./explain.ts";
import type { EventListener, Whisper } from "./listeners/hear.ts";
import { routes } from "./routes.ts";

/** Lets the events of the routing table be heard. Bolt acknowledges them before they come here. */
export function hearEvents(app: App, context: SlackContext, explainer: Explainer): void {
  const { events } = routes;
  const hear = (name: string, listener: EventListener): void =>
    app.event(name, async ({ event, body }) => {
      const heard = { team: body.team_id, key: `event:${body.event_id}`, event };
      const work = async (): Promise<void> => {
        const whisper = await listener(context, heard);
        if (whisper) await say(context, whisper);
      };
      await explained(explainer, { event: name, key: heard.key }, work, () => undefined);
    });
  hear("app_mention", events.app_mention);
  hear("member_left_channel", events.member_left_channel);
  hear("message", events["message.channels"]);
  hear("reaction_added", events.reaction_added);
  hear("reaction_removed", events.reaction_removed);
}

async function say({ slack }: SlackContext, { channel, user, threadTs, message }: Whisper): Promise<void> {
  const { text, blocks } = message;
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  await slack.call("chat.postEphemeral", { channel, user, text, blocks, ...thread });
}
