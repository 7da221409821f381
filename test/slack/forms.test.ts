import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Incident } from "../../src/incident/incident.ts";
import type { StoredView } from "../../src/sandbox/slack/state/types.ts";
import { StoreFault } from "../../src/store/fault.ts";
import { withDatabase } from "../database.ts";
import { type RunningApp, runApp, shown } from "./running-app.ts";

const database = withDatabase();
let app: RunningApp;
beforeEach(async () => {
  app = await runApp(database.pool, "socket");
});
afterEach(() => app.stop());

const modalOf = (person: string): StoredView => {
  const modal = app.workspace.modalOf(person);
  if (!modal) throw new Error(`${person} has no modal open`);
  return modal;
};

/** The answer to `/incident` in its channel has the same buttons as the card. */
async function buttonsFor(person: string) {
  const outcome = await app.workspace.as(person).command("/incident", "", { channel: "web-analytics" });
  if (outcome.kind !== "acked" || !outcome.message) throw new Error("nothing was answered");
  return outcome.message;
}

const current = async (): Promise<Incident> => {
  const [newest] = await app.incidents();
  if (!newest) throw new Error("there is no incident");
  return newest;
};

/** What this person alone was told last. */
const toldTo = (person: string): string => {
  const { id } = app.workspace.person(person);
  const told = ["web-analytics", "general", "architect-dashboard"].flatMap((channel) =>
    app.workspace.messages(channel).filter((message) => message.visibleTo === id),
  );
  const last = told.at(-1);
  return last ? shown(last) : "";
};

describe("declaring with the form", () => {
  test("choosing the service brings its severities, and what was typed stays", async () => {
    const ada = app.workspace.as("ada");
    await app.say("ada", "declare P1");
    await ada.click(modalOf("ada"), "choose-service", {
      value: "podcast-analytics",
      values: { title: "API error rate at 37%" },
    });
    await app.workspace.waitFor(
      () => JSON.stringify(app.workspace.modalOf("ada")?.view).includes("severity-podcast-analytics"),
      "the severities of the service",
    );
    expect(JSON.stringify(modalOf("ada").view)).toContain("P1 pages the on-call");
    expect(await ada.submit(modalOf("ada"))).toMatchObject({ kind: "updated" });
    expect(await current()).toMatchObject({
      title: "API error rate at 37%",
      service: "podcast-analytics",
      severity: "P1",
    });
    expect(JSON.stringify(modalOf("ada").view)).toContain("declared");
  });

  test("sent twice it declares once", async () => {
    await app.say("ada", "declare P1 podcast-analytics");
    await app.workspace.as("ada").submit(modalOf("ada"), { title: "API down" }, { twice: true });
    expect(await app.incidents()).toHaveLength(1);
  });

  test("an empty title is said under the title, and mending it declares", async () => {
    await app.say("ada", "declare P1 podcast-analytics");
    const ada = app.workspace.as("ada");
    expect(await ada.submit(modalOf("ada"), { title: "   \u200b " })).toMatchObject({
      kind: "errors",
      errors: { title: expect.any(String) },
    });
    expect(await app.incidents()).toEqual([]);
    await ada.submit(modalOf("ada"), { title: "API down" });
    expect(await app.incidents()).toHaveLength(1);
  });

  test("a form that cannot be opened says how to type it", async () => {
    app.workspace.faults.add({ method: "views.open", kind: "http-500" });
    expect(await app.say("ada", "declare P1")).toContain("Type it instead: /incident declare");
  });
});

describe("buttons and forms of an incident", () => {
  beforeEach(() => app.declared());

  test("update, severity, lead, resolve and reopen work by form", async () => {
    const ben = app.workspace.as("ben");
    const send = async (actionId: string, values: Record<string, string>) => {
      await ben.click(await buttonsFor("ben"), actionId);
      expect(await ben.submit(modalOf("ben"), values)).toMatchObject({ kind: "closed" });
    };
    await send("update", { status: "identified", text: "A bad deploy", customers: "30" });
    await send("severity", { severity: "P2", reason: "Only EU" });
    await ben.click(await buttonsFor("ben"), "take-lead");
    await send("roles", { role: "lead", person: app.workspace.person("chioma").id });
    await send("resolve", { text: "Rolled back" });
    expect(await current()).toMatchObject({
      status: "resolved",
      severity: "P2",
      customersPercent: 30,
      roles: { lead: "T0SANDBOX1/U0CHIOMA01" },
    });
    await send("reopen", { reason: "Errors again" });
    expect(await current()).toMatchObject({ status: "investigating", reopenedCount: 1 });
  });

  test("a button pressed twice acts once", async () => {
    await app.workspace.as("ben").click(await buttonsFor("ben"), "take-lead", { twice: true });
    const { version } = await current();
    // Declared, on-call called by the ladder, channel, lead.
    expect(version).toBe(4);
    await app.workspace.waitFor(() => toldTo("ben").includes("the lead is now"), "what ben is told");
  });

  test("an old button of a resolved incident changes nothing and says so", async () => {
    const old = await buttonsFor("ben");
    await app.say("ada", "resolve rolled back", "web-analytics");
    await app.workspace.as("ben").click(old, "update");
    await app.workspace.waitFor(() => toldTo("ben").includes("is resolved. Reopen it first"), "the refusal");
    expect(app.workspace.modalOf("ben")).toBeUndefined();
  });

  test("what changed while somebody typed is shown in the form, and sending it again decides", async () => {
    const ben = app.workspace.as("ben");
    await ben.click(await buttonsFor("ben"), "severity");
    await app.say("ada", "severity P3 false alarm", "web-analytics");
    const outcome = await ben.submit(modalOf("ben"), { severity: "P2" });
    expect(outcome).toMatchObject({ kind: "updated" });
    expect(JSON.stringify(modalOf("ben").view)).toContain("changed the severity from P1 to P3");
    expect(await current()).toMatchObject({ severity: "P3" });
    expect(await ben.submit(modalOf("ben"), { severity: "P2" })).toMatchObject({ kind: "closed" });
    expect(await current()).toMatchObject({ severity: "P2" });
  });

  test("Retry of a part that failed is asked once", async () => {
    const { id } = await current();
    await app.handle({ kind: "record-part-failed", incident: id, part: "topic", reason: "no", remedy: "Mend it." });
    const value = `${id} 3 topic`;
    const channel = app.workspace.channelByName("web-analytics")?.id ?? "";
    const posted = await postButton(channel, value);
    await app.workspace.as("ben").click(posted, "retry-part", { twice: true });
    expect((await current()).parts.topic).toMatchObject({ kind: "pending" });
    await app.workspace.waitFor(() => toldTo("ben").includes("Trying again: Topic"), "what ben is told");
  });

  test("a guest's click is refused in words", async () => {
    const value = `${(await current()).id} 2`;
    const posted = await postButton(app.workspace.channelByName("architect-dashboard")?.id ?? "", value, "take-lead");
    await app.workspace.as("gus").click(posted, "take-lead");
    await app.workspace.waitFor(() => toldTo("gus").includes("Guests cannot"), "what gus is told");
    expect((await current()).roles).toEqual({});
  });
});

describe("bad days", () => {
  test("the database away is said, and nothing else happens", async () => {
    await app.stop();
    const away = () => Promise.reject(new StoreFault("ECONNREFUSED", new Error("connect ECONNREFUSED")));
    app = await runApp(database.pool, "http", away);
    expect(await app.say("ada", "declare P1 podcast-analytics down")).toContain(
      "I cannot reach my database, so nothing was saved",
    );
    await app.say("ada", "declare P1 podcast-analytics");
    const sent = await app.workspace.as("ada").submit(modalOf("ada"), { title: "down" });
    expect(sent).toMatchObject({
      kind: "errors",
      errors: { title: expect.stringContaining("cannot reach my database") },
    });
    expect(app.bugs).toEqual([]);
  });

  test("a bug is logged under the id that the person is told", async () => {
    await app.stop();
    app = await runApp(database.pool, "http", () => Promise.reject(new TypeError("x is undefined")));
    const answer = await app.say("ada", "declare P1 podcast-analytics down");
    const id = /error ([0-9a-f]{8})/.exec(answer)?.[1];
    expect(app.bugs).toMatchObject([{ errorId: id, err: { message: "x is undefined" } }]);
  });
});

/** A message of the app's with one button, as a card would have it. */
async function postButton(channel: string, value: string, actionId = "retry-part") {
  const text = randomUUID();
  const elements = [{ type: "button", action_id: actionId, text: { type: "plain_text", text: "Press" }, value }];
  const response = await fetch(`${app.workspace.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${app.workspace.botToken}`, "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({ channel, text, blocks: [{ type: "actions", elements }] }),
  });
  expect(await response.json()).toMatchObject({ ok: true });
  const posted = app.workspace.messages(channel).find((message) => message.text === text);
  if (!posted) throw new Error("the message was not posted");
  return posted;
}
