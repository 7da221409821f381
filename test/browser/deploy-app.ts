import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { KnownBlock, ModalView } from "@slack/types";
import type { SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";

export const attack = '<img src=x onerror="window.wasAttacked=true"><script>window.wasAttacked=true</script>';

/** A small app over Socket Mode: `/deploy` posts a card, its button opens a form, the form refuses a bad reason. */
export async function startDeployApp(workspace: SlackWorkspace): Promise<{ stop(): Promise<unknown> }> {
  const clientOptions = { slackApiUrl: workspace.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: workspace.appToken,
    installerOptions: { clientOptions },
    logLevel: LogLevel.ERROR,
  });
  const app = new App({ receiver, token: workspace.botToken, clientOptions, logLevel: LogLevel.ERROR });

  app.command("/deploy", async ({ ack, command, client }) => {
    if (command.text === "") return ack("Say what to deploy: `/deploy api`");
    await ack();
    await client.chat.postMessage({ channel: command.channel_id, text: command.text, blocks: card(command.text) });
  });
  app.action("ask", async ({ ack, body, client }) => {
    await ack();
    if ("trigger_id" in body) await client.views.open({ trigger_id: body.trigger_id, view: form("Why now?") });
  });
  app.action("more", async ({ ack, body, client }) => {
    await ack();
    if (!("view" in body) || !body.view) return;
    await client.views.update({ view_id: body.view.id, view: form("Why now, exactly?") });
  });
  app.view("reason", async ({ ack, view, client, body }) => {
    const reason = view.state.values.reason?.text?.value ?? "";
    const level = view.state.values.level?.pick?.selected_option?.value ?? "";
    if (reason.length < 10) return ack({ response_action: "errors", errors: { reason: "Say a little more." } });
    await ack();
    const channel = workspace.channelByName("incidents")?.id ?? "";
    await client.chat.postMessage({ channel, text: `<@${body.user.id}> wrote: ${reason} (${level})` });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: "home", blocks: card("Home").filter(({ type }) => type !== "table") },
    });
  });
  await app.start();
  return app;
}

/** One of nearly everything that could be too wide. */
function card(title: string): KnownBlock[] {
  const wide = "podcast-api-7d9c5b8f4-x2x9q-".repeat(8);
  return [
    { type: "header", text: { type: "plain_text", text: title.slice(0, 150) } },
    {
      type: "section",
      fields: ["Status", "Lead", wide.slice(0, 60)].map((name) => ({ type: "mrkdwn", text: `*${name}*\nunknown` })),
    },
    { type: "section", text: { type: "mrkdwn", text: `See \`${wide}\`\n\`\`\`${wide}\`\`\`` } },
    { type: "table", rows: [["Pod", "State", "Node"].map(cell), [wide, "Running", wide].map(cell)] },
    {
      type: "actions",
      elements: [
        { type: "button", action_id: "ask", text: { type: "plain_text", text: "Give a reason" }, style: "primary" },
        {
          type: "button",
          action_id: "other",
          text: { type: "plain_text", text: "A button with a rather long text on it" },
        },
      ],
    },
  ];
}

function cell(text: string): { type: "raw_text"; text: string } {
  return { type: "raw_text", text };
}

function form(label: string): ModalView {
  const levels = ["low", "high"].map((value) => ({ text: { type: "plain_text" as const, text: value }, value }));
  return {
    type: "modal",
    callback_id: "reason",
    title: { type: "plain_text", text: "<b>Reason</b>" },
    submit: { type: "plain_text", text: "Send" },
    blocks: [
      {
        type: "input",
        block_id: "reason",
        label: { type: "plain_text", text: label },
        element: { type: "plain_text_input", action_id: "text", max_length: 100 },
      },
      {
        type: "input",
        block_id: "level",
        label: { type: "plain_text", text: "Level" },
        element: { type: "static_select", action_id: "pick", options: levels },
      },
      {
        type: "actions",
        block_id: "help",
        elements: [{ type: "button", action_id: "more", text: { type: "plain_text", text: "Ask more exactly" } }],
      },
    ],
  };
}
