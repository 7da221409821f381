import type { App } from "@slack/bolt";
import { expect, test } from "vitest";
import { type Json, objectAt, parseJson, textAt } from "../../../src/sandbox/slack/json.ts";
import type { WorkspaceOptions } from "../../../src/sandbox/slack/workspace-options.ts";
import { startApp } from "./bolt-app.ts";
import { call, modal, workspaceForTest } from "./workspace.ts";

/** A workspace with one channel that has the app in it, and every event the app was sent. */
async function listening(options: Partial<WorkspaceOptions> = {}, prepare: (app: App) => void = () => {}) {
  const heard: Json[] = [];
  const channels = [
    { name: "inc-1", members: ["ada", "petra", "incident-commander"] },
    { name: "elsewhere", members: ["ada"] },
  ];
  const workspace = await workspaceForTest({ channels, ...options });
  await startApp(workspace, "socket", (app) => {
    app.use(async ({ body, next }) => {
      heard.push(parseJson(JSON.stringify(body)) ?? null);
      await next();
    });
    prepare(app);
  });
  const types = () =>
    heard.map((body) => {
      const event = objectAt(body, "event");
      return textAt(event, "subtype") || textAt(event, "type") || textAt(body, "type");
    });
  return { workspace, heard, types, hear: (type: string) => workspace.waitFor(() => types().includes(type), type) };
}

test("What people do in a channel is told to an app that is in it", async () => {
  const { workspace, types, hear } = await listening();
  const ada = workspace.as("ada");
  const said = await ada.send("inc-1", "hello");
  ada.edit(said, "hello all");
  await hear("message_changed");
  ada.react(said, "eyes");
  await hear("reaction_added");
  ada.unreact(said, "eyes");
  ada.delete(said);
  await hear("message_deleted");
  workspace.as("ben").join("inc-1");
  await hear("member_joined_channel");
  workspace.as("ben").leave("inc-1");
  await hear("member_left_channel");
  await hear("channel_leave");
  expect(types()).toContain("message");
});

test("What happens elsewhere, or without the scope, or unsubscribed, is not", async () => {
  const { workspace, types, hear } = await listening({ events: ["message.channels", "app_mention", "reaction_added"] });
  workspace.scopes.delete("reactions:read");
  await workspace.as("ada").send("elsewhere", "@incident-commander hello");
  expect(workspace.messages("elsewhere").at(-1)).toMatchObject({ user: "USLACKBOT", visibleTo: "U0ADA00001" });
  const said = await workspace.as("ada").send("inc-1", "@incident-commander hello");
  workspace.as("ada").react(said, "eyes");
  await workspace.as("ada").openHome();
  await hear("app_mention");
  expect(types().sort()).toEqual(["app_mention", "message"]);
});

test("A person of another workspace is told apart", async () => {
  const { workspace, heard, hear } = await listening();
  await workspace.as("petra").send("inc-1", "from outside");
  await hear("message");
  expect(heard[0]).toMatchObject({
    is_ext_shared_channel: true,
    event: { team: "T0PARTNER1", user_team: "T0PARTNER1" },
  });
});

test("The Home tab and direct messages reach the app", async () => {
  const { workspace, heard, types, hear } = await listening();
  await workspace.as("ada").openHome();
  await hear("app_home_opened");
  const direct = await call(workspace, "conversations.open", { users: "U0ADA00001" });
  await workspace.as("ada").send(textAt(objectAt(direct, "channel"), "id"), "@incident-commander help");
  await hear("message");
  expect(heard.at(-1)).toMatchObject({ event: { channel_type: "im" } });
  expect(types()).not.toContain("app_mention");
});

test("Closing a modal is told when the app asked for it", async () => {
  const { workspace, types, hear } = await listening({}, (app) => {
    app.command("/incident", async ({ ack, command }) => {
      await ack();
      await call(workspace, "views.open", { trigger_id: command.trigger_id, view: modal({ notify_on_close: true }) });
    });
    app.view({ callback_id: "form", type: "view_closed" }, async ({ ack }) => ack());
  });
  await workspace.as("ada").command("/incident", "", { channel: "inc-1" });
  await workspace.as("ada").close(await workspace.waitFor(() => workspace.modalOf("ada"), "the modal"));
  await hear("view_closed");
  expect(types()).toContain("view_closed");
});
