import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withDatabase } from "../database.ts";
import { type RunningApp, runApp } from "./running-app.ts";

const database = withDatabase();

describe.each(["http", "socket"] as const)("over %s", (kind) => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await runApp(database.pool, kind);
  });
  afterEach(() => app.stop());

  test("a complete declaration exists when its answer is read", async () => {
    const answer = await app.say("ada", "declare P1 podcast-analytics API error rate at 37%");
    expect(answer).toMatch(/^INC-\d+ declared: 🟠 P1 High/);
    expect(answer).toContain("#incidents");
    expect(await app.incidents()).toMatchObject([
      { title: "API error rate at 37%", severity: "P1", declaredBy: "T0SANDBOX1/U0ADA00001" },
    ]);
  });

  test("the same delivery twice declares once", async () => {
    const ada = app.workspace.as("ada");
    await ada.command("/incident", "declare P1 podcast-analytics API down", { channel: "general", twice: true });
    expect(await app.incidents()).toHaveLength(1);
  });

  test("an incomplete declaration opens the form, filled in as far as it was typed", async () => {
    expect(await app.say("ada", "declare P1 - API DOWN")).toBe("");
    const modal = app.workspace.modalOf("ada");
    expect(JSON.stringify(modal?.view)).toContain("API DOWN");
    expect(await app.incidents()).toEqual([]);
  });

  test("bad input is one sentence only the person sees, and nothing is declared", async () => {
    expect(await app.say("ada", "declare P1 podcast-analytcs API down")).toContain("Did you mean podcast-analytics?");
    expect(await app.say("ada", "declare P9 podcast-analytics API down")).toContain("“P9”");
    expect(await app.say("ada", "frobnicate")).toContain("“frobnicate”");
    expect(await app.incidents()).toEqual([]);
  });
});

describe("speaking about an incident", () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await runApp(database.pool, "http");
  });
  afterEach(() => app.stop());

  test("its channel is enough to say which one is meant", async () => {
    const { number } = await app.declared();
    expect(await app.say("ben", "update identified a bad deploy", "web-analytics")).toContain(
      `INC-${number}: update posted`,
    );
    expect(await app.say("ben", "lead @chioma", "web-analytics")).toContain("U0CHIOMA01");
    expect(await app.say("ben", "sev P2 only EU", "web-analytics")).toContain("now P2");
    expect(await app.say("ben", "resolve rolled back", "web-analytics")).toContain("resolved");
    expect(await app.say("ben", "reopen errors again", "web-analytics")).toContain("open again");
    expect(await app.incidents()).toMatchObject([
      { status: "investigating", severity: "P2", roles: { lead: "T0SANDBOX1/U0CHIOMA01" }, reopenedCount: 1 },
    ]);
  });

  test("elsewhere it says where it would work, and INC-7 works anywhere", async () => {
    const { number } = await app.declared();
    const answer = await app.say("ben", "update hello", "general");
    expect(answer).toContain("works in the channel of an incident");
    expect(answer).toContain(app.workspace.channelByName("web-analytics")?.id);
    expect(await app.say("ben", `update INC-${number} hello`, "general")).toContain("update posted");
    expect(await app.say("ben", "update INC-999 hello", "general")).toContain("no incident INC-999");
  });

  test("nothing typed answers for the place", async () => {
    await app.declared();
    expect(await app.say("ben", "", "web-analytics")).toContain("Resolve");
    expect(await app.say("ben", "", "general")).toContain("Open incidents: 1.");
    expect(await app.say("ben", "list", "general")).toContain("Declare an incident");
    expect(await app.say("ben", "help", "general")).toContain("reopen <reason>");
  });

  test("a private incident is found by its people and in its channel alone", async () => {
    await app.say("ada", "declare private P1 podcast-analytics leak");
    const [secret] = await app.incidents();
    expect(await app.say("ben", `update INC-${secret?.number} x`)).toContain("no incident");
    expect(await app.say("ben", "list")).toContain("No incident is open.");
    expect(await app.say("ada", `update INC-${secret?.number} x`)).toContain("update posted");
  });
});

describe("who may act", () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await runApp(database.pool, "http");
  });
  afterEach(() => app.stop());

  test("guests and people of other workspaces are turned away in words", async () => {
    expect(await app.say("gus", "declare P1 podcast-analytics down")).toContain("Guests cannot");
    expect(await app.say("petra", "declare P1 podcast-analytics down")).toContain("Only people of this workspace");
    expect(await app.incidents()).toEqual([]);
  });

  test("a guest cannot be made lead", async () => {
    await app.declared();
    expect(await app.say("ada", "lead @gus", "web-analytics")).toContain("They cannot take the lead");
    expect(await app.incidents()).toMatchObject([{ roles: {} }]);
  });

  test("while Slack will not say who somebody is, an incident can be declared and nothing else done", async () => {
    await app.declared();
    app.workspace.faults.add({ method: "users.info", kind: "http-500" });
    expect(await app.say("ben", "resolve rolled back", "web-analytics")).toContain("could not check who you are");
    expect(await app.say("ben", "declare P1 podcast-analytics down")).toContain("declared");
    expect(await app.incidents()).toMatchObject([{ title: "down" }, { status: "investigating" }]);
  });

  test("a Slack that never answers does not keep anybody waiting", async () => {
    app.workspace.faults.add({ method: "*", kind: "hang" });
    expect(await app.say("ben", "declare P1 podcast-analytics down")).toContain("declared");
  });

  test("a Slack without users.info works", async () => {
    await app.declared();
    app.workspace.faults.add({ method: "users.info", kind: "unknown_method" });
    expect(await app.say("ben", "resolve rolled back", "web-analytics")).toContain("resolved");
  });
});
