import type { View } from "@slack/types";
import { describe, expect, test } from "vitest";
import { startApp, type Transport } from "./bolt-app.ts";
import { buttonRow, call, createChannel, workspaceForTest } from "./workspace.ts";

describe.each<Transport>(["socket", "http"])("A Bolt app over %s", (transport) => {
  test("answers a slash command, with names in it turned into ids", async () => {
    const workspace = await workspaceForTest();
    await startApp(workspace, transport, (app) => {
      app.command("/incident", async ({ ack, command }) => {
        await ack({ text: `You typed ${command.text} in ${command.channel_name}` });
      });
    });
    const outcome = await workspace.as("ada").command("/incident", "lead @ben #general", { channel: "incidents" });
    const general = workspace.channelByName("general")?.id;
    expect(outcome).toMatchObject({
      kind: "acked",
      message: { text: `You typed lead <@U0BEN00001|ben> <#${general}|general> in incidents`, visibleTo: "U0ADA00001" },
    });
  });

  test("opens a modal with the trigger, refuses it by block, then closes it", async () => {
    const workspace = await workspaceForTest();
    await startApp(workspace, transport, (app) => {
      app.command("/incident", async ({ ack, client, command }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: modalView() });
      });
      app.view("form", async ({ ack, view }) => {
        const typed = view.state.values.reason?.text?.value;
        if (typed === "bad") await ack({ response_action: "errors", errors: { reason: "Say more" } });
        else await ack();
      });
    });
    const ada = workspace.as("ada");
    expect((await ada.command("/incident", "", { channel: "incidents" })).kind).toBe("acked");
    const opened = await workspace.waitFor(() => workspace.modalOf("ada"), "the modal");
    expect(await ada.submit(opened)).toEqual({
      kind: "errors",
      errors: { reason: "Please complete this required field." },
    });
    expect(await ada.submit(opened, { reason: "bad" })).toEqual({ kind: "errors", errors: { reason: "Say more" } });
    expect(await ada.submit(opened, { reason: "good" })).toEqual({ kind: "closed" });
    expect(workspace.modalOf("ada")).toBeUndefined();
  });

  test("hears a click with its value and its state and answers through the response_url", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    await startApp(workspace, transport, (app) => {
      app.action("approve", async ({ ack, action, respond }) => {
        await ack();
        await respond({ text: `value ${"value" in action ? action.value : ""}`, replace_original: true });
      });
    });
    await call(workspace, "chat.postMessage", { channel, text: "card", blocks: [buttonRow("approve", "request-1")] });
    const card = workspace.messages(channel).find(({ text }) => text === "card");
    if (card === undefined) throw new Error("no card");
    expect(await workspace.as("ada").click(card, "approve")).toEqual({ kind: "acked" });
    await workspace.waitFor(() => card.text === "value request-1", "the replaced card");
  });

  test("hears mentions where it is a member", async () => {
    const workspace = await workspaceForTest();
    await createChannel(workspace, "inc-1");
    await startApp(workspace, transport, (app) => {
      app.event("app_mention", async ({ event, say }) => {
        await say({ text: `heard ${event.text}`, thread_ts: event.ts });
      });
    });
    workspace.as("ada").join("inc-1");
    const said = await workspace.as("ada").send("inc-1", "@incident-commander EMERGENCY");
    const answer = await workspace.waitFor(
      () => workspace.messages("inc-1").find(({ text }) => text.startsWith("heard")),
      "the answer",
    );
    expect(answer).toMatchObject({ text: `heard <@${workspace.botUserId}> EMERGENCY`, threadTs: said.ts });
  });

  test("that does not answer in time leaves an operation_timeout", async () => {
    const workspace = await workspaceForTest({ ackTimeoutMs: 150 });
    await startApp(workspace, transport, (app) => {
      app.command("/incident", async () => {});
    });
    const outcome = await workspace.as("ada").command("/incident", "", { channel: "incidents" });
    expect(outcome).toMatchObject({ kind: "operation_timeout", message: { visibleTo: "U0ADA00001" } });
  });

  test("offers options for an external select, and only these can be chosen", async () => {
    const shortcuts = [{ callbackId: "declare", name: "Declare", kind: "global" }] as const;
    const workspace = await workspaceForTest({ shortcuts });
    await startApp(workspace, transport, (app) => {
      app.options("service", async ({ ack, payload }) => {
        await ack({ options: [{ text: plainText(`Service ${payload.value}`), value: "svc-1" }] });
      });
      app.view("choose", async ({ ack, view }) => {
        const chosen = view.state.values.service?.service?.selected_option?.value;
        await ack({ response_action: "errors", errors: { service: `chose ${chosen}` } });
      });
      app.shortcut("declare", async ({ ack, client, shortcut }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: chooser() });
      });
    });
    const ada = workspace.as("ada");
    await ada.shortcut("declare");
    const opened = await workspace.waitFor(() => workspace.modalOf("ada"), "the modal");
    expect(await ada.submit(opened, { service: "svc-1" })).toMatchObject({
      kind: "errors",
      errors: { service: "Choose one of the options." },
    });
    expect(await ada.optionsFor(opened, "service", "pod")).toMatchObject([
      { text: { text: "Service pod" }, value: "svc-1" },
    ]);
    expect(await ada.submit(opened, { service: "svc-1" })).toMatchObject({ errors: { service: "chose svc-1" } });
  });
});

function plainText(text: string) {
  return { type: "plain_text", text } as const;
}

function modalView(): View {
  return {
    type: "modal",
    callback_id: "form",
    title: plainText("Form"),
    submit: plainText("Send"),
    blocks: [
      {
        type: "input",
        block_id: "reason",
        label: plainText("Reason"),
        element: { type: "plain_text_input", action_id: "text" },
      },
    ],
  };
}

function chooser(): View {
  return {
    type: "modal",
    callback_id: "choose",
    title: plainText("Choose"),
    submit: plainText("Send"),
    blocks: [
      {
        type: "input",
        block_id: "service",
        label: plainText("Service"),
        element: { type: "external_select", action_id: "service", min_query_length: 1 },
      },
    ],
  };
}
