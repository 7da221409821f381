import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type Company, incidentChannels, openCompany, words } from "./company.ts";

describe.each(["http", "socket"] as const)("speaking to it by mention, over %s", (kind) => {
  const database = withDatabase();
  let company: Company;
  beforeAll(async () => {
    company = await openCompany(database.url, kind);
    for (const channel of ["general", "podcast-analytics"]) company.slack.bringIn(company.slack.botUserId, channel);
  });
  afterAll(() => company.stop());

  /** Writes it, delivered twice, and resolves to what the person alone is answered the second time. */
  async function mention(person: string, channel: string, text: string, threadTs?: string): Promise<Message> {
    const { slack } = company;
    const before = slack.messages(channel).length;
    await slack
      .as(person)
      .send(channel, `@incident-commander ${text}`, threadTs ? { threadTs, twice: true } : { twice: true });
    const mine = ({ visibleTo }: Message) => visibleTo === slack.person(person).id;
    const answer = () => slack.messages(channel).slice(before).filter(mine)[1];
    return slack.waitFor(answer, `an answer to “${text}”`);
  }

  test("a complete declaration declares, once", async () => {
    const answer = await mention("ada", "general", "DECLARE P2 blog-engine - Comments are gone");
    expect(words(answer)).toMatch(/INC-\d+ declared/);
    const channel = await company.channel("-comments-are-gone");
    await company.card(channel, /P2/);
    expect(incidentChannels(company.slack)).toHaveLength(1);
  });

  test("where something is missing a button opens the form, filled with what was said and where", async () => {
    const answer = await mention("ada", "podcast-analytics", "DECLARE P1 - API DOWN");
    await company.slack.as("ada").click(answer, "open-form");
    const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "the form");
    expect(JSON.stringify(form.view)).toMatch(/API DOWN.*"initial_option".*"value":"podcast-analytics"/s);
    expect(JSON.stringify(form.view)).toMatch(/"initial_option":\{[^{]*\{[^}]*P1/);
    await company.slack.as("ada").close(form);
  });

  test("an emergency declares the highest severity of the channel's service, whatever is open there", async () => {
    const first = await mention("ada", "podcast-analytics", "EMERGENCY - PRODUCTION DOWN");
    expect(words(first)).toMatch(/INC-\d+ declared: .*P0/);
    expect(words(await mention("ben", "podcast-analytics", "emergency production down"))).toMatch(
      /INC-\d+ declared: .*P0/,
    );
    const { rows } = await database.pool.query<{ body: { isEmergency: boolean } }>(
      "select body from incident_events where kind = 'incident-declared' and body->>'title' ilike 'production down'",
    );
    expect(rows.map(({ body }) => body.isEmergency)).toEqual([true, true]);
  });

  test("an emergency of nothing in particular asks which service by a button", async () => {
    const answer = await mention("ada", "general", "EMERGENCY - EVERYTHING IS DOWN");
    expect(words(answer)).toMatch(/Which service is down/);
    await company.slack.as("ada").click(answer, "open-form");
    const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "the form");
    expect(JSON.stringify(form.view)).toContain("EVERYTHING IS DOWN");
    await company.slack.as("ada").close(form);
  });

  test("commands work in a thread of the incident, and are answered in it", async () => {
    const channel = await company.channel("-comments-are-gone");
    company.slack.as("ben").join(channel.name);
    const parent = await company.slack.as("ben").send(channel.name, "Who looks at it?");
    const answer = await mention("ben", channel.name, "update identified the moderation queue is full", parent.ts);
    expect(answer.threadTs).toBe(parent.ts);
    await company.card(channel, /Identified.*the moderation queue is full/s);
    const panel = await mention("ben", channel.name, "severity", parent.ts);
    await company.slack.as("ben").click(panel, "severity");
    await company.slack.as("ben").close(await company.slack.waitFor(() => company.slack.modalOf("ben"), "the form"));
  });

  test("a wrong word is answered with the right form, and a stranger is turned away in words", async () => {
    expect(words(await mention("ada", "general", "declair P1"))).toMatch(/declare/);
    expect(words(await mention("petra", "podcast-analytics", "update all is well"))).toMatch(
      /Only people of this workspace/,
    );
  });
});
