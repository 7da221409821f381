import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type Company, openCompany, words } from "./company.ts";

describe.each(["http", "socket"] as const)("who does what, over %s", (kind) => {
  const database = withDatabase();
  let company: Company;
  let channel: Channel;
  beforeAll(async () => {
    company = await openCompany(database.url, kind);
    await company.say("ada", "declare P2 web-analytics Pages load slowly");
    channel = await company.channel("-pages-load-slowly");
    await company.card(channel, /Investigating/, /Being set up/);
  });
  afterAll(() => company.stop());

  /** What the bot has written to somebody in private, and whether it holds these words. */
  const told = (person: string, text: RegExp) =>
    company.slack.waitFor(
      () => {
        const isDirect = ({ args }: { readonly args: Record<string, unknown> }) =>
          String(args["channel"]).startsWith("D");
        const places = new Set(company.slack.calls.filter(isDirect).map(({ args }) => String(args["channel"])));
        const messages = [...places].flatMap((place) =>
          company.slack.messages(place).map((one): [string, Message] => [place, one]),
        );
        return messages.find(([place, one]) => text.test(words(one)) && memberOf(place, person))?.[1];
      },
      `a direct message to ${person} that says ${text}`,
      10_000,
    );
  const memberOf = (place: string, person: string): boolean =>
    company.slack.calls.some(
      ({ method, args }) => method === "conversations.open" && args["users"] === company.slack.person(person).id,
    ) && place.startsWith("D");

  const panel = async (person: string) => {
    await company.say(person, "role", channel.name);
    return company.slack.waitFor(() => company.slack.modalOf(person), "the panel");
  };

  test("the panel lets people join and leave, and shows it at once", async () => {
    const { slack } = company;
    const open = await panel("ben");
    expect(JSON.stringify(open.view).match(/_Open_/g)).toHaveLength(4);
    await slack.as("ben").click(open, "join-role", { blockId: "role-operations", twice: true });
    await slack.waitFor(() => JSON.stringify(open.view).includes("Leave"), "his own row");
    await told("ben", /You are now.*Operations/s);
    await slack.waitFor(() => channel.members.includes(slack.person("ben").id), "Ben in the channel");
    await slack.waitFor(() => company.lines(channel).join().includes("took the role operations"), "the line");
    await slack.as("ben").click(open, "leave-role", { blockId: "role-operations" });
    await slack.waitFor(() => JSON.stringify(open.view).match(/_Open_/g)?.length === 4, "the role open again");
    await slack.waitFor(() => company.lines(channel).join().includes("left the role operations"), "the line");
    await slack.as("ben").close(open);
  });

  test("a role is given by form and by word, and whoever gets it is told what it does", async () => {
    const form = await panel("ada");
    const elena = company.slack.person("elena").id;
    expect((await company.slack.as("ada").submit(form, { role: "communications", person: elena })).kind).toBe("closed");
    await told("elena", /You are now.*Communications.*\/incident update/s);
    expect(await company.say("ada", `role scribe <@${company.slack.person("chioma").id}>`, channel.name)).toMatch(
      /scribe is now/,
    );
    await told("chioma", /You are now.*Scribe.*pushpin/s);
    expect(await company.say("ada", "role leave scribe", channel.name)).toMatch(/Somebody else holds the role scribe/);
    expect(await company.say("chioma", "role leave scribe", channel.name)).toMatch(/left the role scribe/);
  });

  test("guests, strangers and bots cannot be given a role", async () => {
    for (const [person, sentence] of [
      ["gus", /Guests cannot/],
      ["petra", /Only people of this workspace/],
      [company.slack.botUserId, /Bots cannot/],
    ] as const) {
      const id = company.slack.person(person).id;
      expect(await company.say("ada", `role operations <@${id}>`, channel.name)).toMatch(sentence);
    }
  });

  test("a lead who leaves the channel is asked to hand over, and does", async () => {
    await company.say("dmitri", "lead me", channel.name);
    await company.slack.waitFor(
      () => channel.members.includes(company.slack.person("dmitri").id),
      "Dmitri in the channel",
    );
    company.slack.as("dmitri").leave(channel.name);
    const asked = await told("dmitri", /have left its channel/);
    await company.slack.as("dmitri").click(asked, "lead");
    const form = await company.slack.waitFor(() => company.slack.modalOf("dmitri"), "the form");
    const ben = company.slack.person("ben").id;
    expect((await company.slack.as("dmitri").submit(form, { person: ben })).kind).toBe("closed");
    await company.card(channel, new RegExp(`\\*Lead\\*\\\\n<@${ben}>`));
  });
});
