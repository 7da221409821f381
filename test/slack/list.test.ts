import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type RunningApp, runApp } from "./running-app.ts";

const database = withDatabase();

describe("the list of incidents", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await runApp(database.pool, "http");
    for (let number = 1; number <= 23; number++) await app.say("ada", `declare P3 web-analytics Glitch ${number}.`);
    await app.say("ben", "declare P1 podcast-analytics Feeds are down");
    await app.say("ben", "declare drill P1 podcast-analytics Practice");
    await app.say("ben", "declare private P1 podcast-analytics Leak");
  });
  afterAll(() => app.stop());

  const titles = (words: string): readonly string[] =>
    [...words.matchAll(/"text":"([^"]+) \([^"]*\)\\n"/g)].map((match) => match[1] ?? "");
  const listed = async (person: string, words: string) => titles(await app.say(person, `list ${words}`));

  test.each([
    ["podcast", ["Practice", "Feeds are down"]],
    ["P1", ["Practice", "Feeds are down"]],
    ["sev1 podcast-analytics", ["Practice", "Feeds are down"]],
    ["resolved", []],
    ["P1 resolved", []],
  ])("list %s shows what was asked for", async (words, expected) => {
    expect(await listed("ada", words)).toEqual(expected);
  });

  test("shows private incidents to their people, and drills with their mark", async () => {
    expect(await listed("ben", "mine")).toEqual(["Leak", "Practice", "Feeds are down"]);
    expect(await app.say("ben", "list podcast")).toMatch(/DRILL.*PRIVATE|PRIVATE.*DRILL/s);
  });

  test("a resolved incident is listed among the resolved, and among all", async () => {
    const [practice] = (await app.incidents()).filter(({ title }) => title === "Practice");
    await app.say("ben", `resolve INC-${practice?.number} practised`);
    expect(await listed("ada", "podcast")).toEqual(["Feeds are down"]);
    expect(await listed("ada", "resolved")).toEqual(["Practice"]);
    expect(await listed("ada", "all podcast")).toEqual(["Practice", "Feeds are down"]);
  });

  test("a word that is no filter is named, with the right form", async () => {
    expect(await app.say("ada", "list purple")).toMatch(
      /“purple” is no severity and no service here.*\/incident list \[severity\]/s,
    );
  });

  test("pages turn in place, to the end and back", async () => {
    await app.say("ada", "list web");
    const message = (): Message => {
      const last = app.workspace.messages("general").findLast(({ visibleTo }) => visibleTo !== undefined);
      if (!last) throw new Error("nothing was answered");
      return last;
    };
    const count = app.workspace.messages("general").length;
    const page = (): readonly string[] => titles(JSON.stringify(message().blocks));
    const turn = async (actionId: string, first: string): Promise<readonly string[]> => {
      await app.workspace.as("ada").click(message(), actionId);
      await app.workspace.waitFor(() => page()[0] === first, `the page that begins with ${first}`);
      return page();
    };
    expect(page()).toHaveLength(10);
    expect(page()[0]).toBe("Glitch 23.");
    expect(await turn("list-older", "Glitch 13.")).toHaveLength(10);
    expect(await turn("list-older", "Glitch 3.")).toEqual(["Glitch 3.", "Glitch 2.", "Glitch 1."]);
    expect(JSON.stringify(message().blocks)).not.toMatch(/list-older/);
    expect((await turn("list-newer", "Glitch 13."))[9]).toBe("Glitch 4.");
    await turn("list-newer", "Glitch 23.");
    expect(JSON.stringify(message().blocks)).not.toMatch(/list-newer/);
    expect(app.workspace.messages("general")).toHaveLength(count);
  });
});
