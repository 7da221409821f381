import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { durationWords } from "../../src/slack/time.ts";
import { withDatabase } from "../database.ts";
import { type RunningApp, runApp } from "./running-app.ts";

const database = withDatabase();

describe("figures, as they are asked for in Slack", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await runApp(database.pool, "http");
  });
  afterAll(() => app.stop());

  test("say so when nothing has happened", async () => {
    expect(await app.say("ada", "stats")).toMatch(/No incident in the last 30 days/);
  });

  test("are a table by severity and service, and change their length of time in place", async () => {
    await app.say("ada", "declare P1 web-analytics API down");
    const { number } = (await app.incidents())[0] ?? {};
    await app.say("ada", `lead INC-${number}`);
    expect(await app.say("ada", "stats")).toMatch(
      /1 incident in the last 30 days, 1 still open.*"table".*First answer.*P1.*Web Analytics/s,
    );
    const message = app.workspace.messages("general").findLast(({ visibleTo }) => visibleTo !== undefined);
    if (!message) throw new Error("nothing was answered");
    await app.workspace.as("ada").click(message, "stats-days-7");
    await app.workspace.waitFor(() => /last 7 days/.test(message.text), "figures of 7 days");
  });

  test("are of one service, for a number of days", async () => {
    expect(await app.say("ada", "stats podcast 90")).toMatch(/No incident of Podcast Analytics in the last 90 days/);
    expect(await app.say("ada", "stats 7 days")).toMatch(/in the last 7 days/);
  });

  test.each([
    ["stats purple", /“purple” is not a service here/],
    ["stats 0", /from 1 day to 366, not 0/],
    ["stats 99999", /from 1 day to 366, not 99999/],
  ])("%s is answered with what would be right", async (words, expected) => {
    expect(await app.say("ada", words)).toMatch(expected);
  });

  test.each([
    [0, "0 s"],
    [59_400, "59 s"],
    [59_600, "1 min"],
    [60 * 60_000, "1 h"],
    [125 * 60_000, "2 h 5 min"],
    [50 * 3_600_000, "2 d 2 h"],
  ])("%d ms is said as %s", (ms, said) => {
    expect(durationWords(ms)).toBe(said);
  });
});
