import type { AckFn, App, BlockAction, ViewResponseAction, ViewSubmitAction } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { actionIds } from "./action-ids.ts";
import type { SlackContext } from "./context.ts";
import { type Explainer, explained } from "./explain.ts";
import { hearEvents } from "./listen-to-events.ts";
import { listenToShortcuts } from "./listen-to-shortcuts.ts";
import type { Click } from "./listeners/clicks.ts";
import { firstField, type Submission, type SubmissionAnswer } from "./listeners/submissions.ts";
import type { Message, Reply } from "./messages/message.ts";
import { sentenceReply } from "./messages/replies.ts";
import { personId } from "./person.ts";
import { routes } from "./routes.ts";

/** Registers a listener for everything in the routing table: read the payload once, let it be answered, reply. */
export function listen(app: App, context: SlackContext, explainer: Explainer): void {
  for (const [name, answer] of Object.entries(routes.commands)) {
    app.command(name, async ({ command, ack }) => {
      const by = personId(command.team_id, command.user_id);
      const { channel_id: channel, channel_name: channelName, text = "", trigger_id: triggerId } = command;
      const typed = { by, channel, channelName, text, triggerId, key: `command:${triggerId}` };
      const reply = await explained(explainer, { command: name, by }, () => answer(context, typed), sentenceReply);
      await (reply ? ack(ephemeral(reply)) : ack());
      await context.homes.refresh(by);
    });
  }
  for (const [actionId, answer] of Object.entries(routes.actions)) {
    app.action<BlockAction>({ type: "block_actions", action_id: actionId }, async ({ body, ack, respond }) => {
      const click = readClick(body, actionId);
      const reply = await explained<Reply | undefined>(
        explainer,
        { click: actionId, by: click.by },
        () => answer(context, click),
        sentenceReply,
      );
      await ack();
      // Home says it in itself; a modal shows nothing beside itself, and has no response_url.
      if (click.view?.isHome) return showInHome(context, click, reply);
      if (reply && body.response_url)
        await respond({ ...ephemeral(reply), replace_original: reply.replacesOriginal ?? false });
      if (!click.view) await context.homes.refresh(click.by);
    });
  }
  for (const [callbackId, answer] of Object.entries(routes.views)) {
    app.view<ViewSubmitAction>(callbackId, async ({ body, ack }) => {
      const sent = readSubmission(body);
      const say = (sentence: string): SubmissionAnswer => ({
        kind: "errors",
        errors: { [firstField(sent)]: sentence },
      });
      const answered = await explained(explainer, { view: callbackId, by: sent.by }, () => answer(context, sent), say);
      await replyToView(answered, ack);
      await context.homes.refresh(sent.by);
    });
  }
  hearEvents(app, context, explainer);
  listenToShortcuts(app, context, explainer);
  app.event("app_home_opened", async ({ event, body }) => {
    if (event.tab !== "home") return;
    const opened = { by: personId(body.team_id, event.user), service: event.view?.private_metadata || undefined };
    const open = () => routes.events.app_home_opened(context, opened);
    await explained(explainer, { event: event.type, by: opened.by }, open, () => undefined);
  });
}

async function showInHome(
  { homes }: SlackContext,
  { by, view, actionId }: Click,
  reply: Reply | undefined,
): Promise<void> {
  // These two draw it themselves.
  if (actionId === actionIds.homeService || actionId === actionIds.homeRefresh) return;
  if (reply) await homes.show(by, { service: view?.metadata || undefined, notice: reply.blocks });
  else await homes.refresh(by);
}

function ephemeral({ text, blocks }: Message): { response_type: "ephemeral"; text: string; blocks: KnownBlock[] } {
  return { response_type: "ephemeral", text, blocks: [...blocks] };
}

function readClick(body: BlockAction, actionId: string): Click {
  const [action] = body.actions;
  const { view } = body;
  return {
    by: personId(body.user.team_id ?? body.team?.id ?? "", body.user.id),
    actionId,
    value: action && "value" in action && typeof action.value === "string" ? action.value : undefined,
    triggerId: body.trigger_id,
    view: view && {
      id: view.id,
      hash: view.hash,
      metadata: view.private_metadata,
      values: view.state.values,
      isHome: view.type === "home",
    },
  };
}

function readSubmission({ user, team, view }: ViewSubmitAction): Submission {
  return {
    by: personId(user.team_id ?? team?.id ?? view.team_id, user.id),
    viewId: view.id,
    metadata: view.private_metadata,
    values: view.state.values,
  };
}

async function replyToView(answer: SubmissionAnswer, ack: AckFn<ViewResponseAction>): Promise<void> {
  switch (answer.kind) {
    case "close":
      return ack();
    case "errors":
      return ack({ response_action: "errors", errors: { ...answer.errors } });
    case "update":
      return ack({ response_action: "update", view: answer.view });
  }
}
