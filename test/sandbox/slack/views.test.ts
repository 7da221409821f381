import { expect, test } from "vitest";
import { objectAt, textAt } from "../../../src/sandbox/slack/json.ts";
import { startApp } from "./bolt-app.ts";
import { call, modal, outcome, workspaceForTest } from "./workspace.ts";

/** A workspace whose clock the test moves, and the triggers its app was given. */
async function withTriggers() {
  const clock = { nowMs: Date.now() };
  const triggers: string[] = [];
  const workspace = await workspaceForTest({ now: () => clock.nowMs });
  await startApp(workspace, "socket", (app) => {
    app.command("/incident", async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack();
    });
    app.action("more", async ({ ack, body }) => {
      if ("trigger_id" in body) triggers.push(body.trigger_id);
      await ack();
    });
    app.view("form", async ({ ack }) => ack());
  });
  const nextTrigger = async () => {
    await workspace.as("ada").command("/incident", "", { channel: "incidents" });
    return triggers.at(-1) ?? "";
  };
  return { workspace, clock, nextTrigger, triggers };
}

test("A trigger is good once", async () => {
  const { workspace, nextTrigger } = await withTriggers();
  const trigger_id = await nextTrigger();
  expect(await outcome(workspace, "views.open", { trigger_id, view: modal() })).toBe("ok");
  expect(await outcome(workspace, "views.open", { trigger_id, view: modal() })).toBe("exchanged_trigger_id");
});

test("A trigger is good for three seconds", async () => {
  const { workspace, clock, nextTrigger } = await withTriggers();
  const first = await nextTrigger();
  clock.nowMs += 3000;
  expect(await outcome(workspace, "views.open", { trigger_id: first, view: modal() })).toBe("ok");
  const second = await nextTrigger();
  clock.nowMs += 3001;
  expect(await outcome(workspace, "views.open", { trigger_id: second, view: modal() })).toBe("expired_trigger_id");
});

test("A trigger nobody gave out opens nothing", async () => {
  const { workspace } = await withTriggers();
  expect(await outcome(workspace, "views.open", { trigger_id: "1.2.3", view: modal() })).toBe("invalid_trigger_id");
});

test("A bad view does not use the trigger up", async () => {
  const { workspace, nextTrigger } = await withTriggers();
  const trigger_id = await nextTrigger();
  const answer = await call(workspace, "views.open", { trigger_id, view: modal({ title: "T" }) });
  expect(answer).toMatchObject({
    error: "invalid_arguments",
    response_metadata: { messages: ["[ERROR] must provide an object [json-pointer:/view/title]"] },
  });
  expect(await outcome(workspace, "views.open", { trigger_id, view: modal() })).toBe("ok");
});

test("Three modals are the highest stack, and closing shows the one below", async () => {
  const { workspace, nextTrigger, triggers } = await withTriggers();
  const more = {
    type: "actions",
    block_id: "row",
    elements: [{ type: "button", action_id: "more", text: { type: "plain_text", text: "More" } }],
  };
  const titled = (text: string) => modal({ title: { type: "plain_text", text }, blocks: [more] });
  const ada = workspace.as("ada");
  await call(workspace, "views.open", { trigger_id: await nextTrigger(), view: titled("1") });
  const push = async (title: string) => {
    const top = workspace.modalOf("ada");
    if (top === undefined) throw new Error("no modal");
    await ada.click(top, "more");
    return outcome(workspace, "views.push", { trigger_id: triggers.at(-1), view: titled(title) });
  };
  expect([await push("2"), await push("3"), await push("4")]).toEqual(["ok", "ok", "push_limit_reached"]);
  const top = workspace.modalOf("ada");
  if (top === undefined) throw new Error("no modal");
  await ada.submit(top);
  expect(workspace.modalOf("ada")?.view.title).toMatchObject({ text: "2" });
});

test("A push needs a modal to push on", async () => {
  const { workspace, nextTrigger } = await withTriggers();
  expect(await outcome(workspace, "views.push", { trigger_id: await nextTrigger(), view: modal() })).toBe("not_found");
});

test("An update with an old hash is a conflict; what was typed stays", async () => {
  const { workspace, nextTrigger } = await withTriggers();
  const opened = await call(workspace, "views.open", { trigger_id: await nextTrigger(), view: modal() });
  const view_id = textAt(objectAt(opened, "view"), "id");
  const hash = textAt(objectAt(opened, "view"), "hash");
  const stored = workspace.modalOf("ada");
  if (stored === undefined) throw new Error("no modal");
  stored.values = { reason: { text: "half a sentence" } };
  expect(await outcome(workspace, "views.update", { view_id, hash, view: modal() })).toBe("ok");
  expect(await outcome(workspace, "views.update", { view_id, hash, view: modal() })).toBe("hash_conflict");
  expect(workspace.modalOf("ada")?.values).toEqual({ reason: { text: "half a sentence" } });
  await workspace.as("ada").close(stored);
  expect(await outcome(workspace, "views.update", { view_id, view: modal() })).toBe("not_found");
});

test("A Home tab is published for a person and refuses an old hash", async () => {
  const { workspace } = await withTriggers();
  const view = { type: "home", blocks: [] };
  const first = await call(workspace, "views.publish", { user_id: "U0ADA00001", view });
  const hash = textAt(objectAt(first, "view"), "hash");
  expect(await outcome(workspace, "views.publish", { user_id: "U0ADA00001", view, hash })).toBe("ok");
  expect(await outcome(workspace, "views.publish", { user_id: "U0ADA00001", view, hash })).toBe("hash_conflict");
  expect(workspace.homeOf("ada")?.view).toMatchObject(view);
});

test("Nobody uses a modal that is closed", async () => {
  const { workspace, nextTrigger } = await withTriggers();
  await call(workspace, "views.open", { trigger_id: await nextTrigger(), view: modal() });
  const opened = workspace.modalOf("ada");
  if (opened === undefined) throw new Error("no modal");
  const ada = workspace.as("ada");
  expect(await ada.submit(opened, { reason: "because" })).toEqual({ kind: "closed" });
  await expect(ada.submit(opened, { reason: "again" })).rejects.toThrow("is not before ada");
  await expect(workspace.as("ben").close(opened)).rejects.toThrow("is not before ben");
});
