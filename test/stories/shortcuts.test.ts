import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withDatabase } from "../database.ts";
import { type Company, openCompany, words } from "./company.ts";

describe.each(["http", "socket"] as const)("shortcuts, over %s", (kind) => {
  const database = withDatabase();
  let company: Company;
  beforeAll(async () => {
    company = await openCompany(database.url, kind);
  });
  afterAll(() => company.stop());

  const formOf = (person: string) => company.slack.waitFor(() => company.slack.modalOf(person), "the form");

  test("an incident is declared from anywhere", async () => {
    await company.slack.as("ada").shortcut("declare-incident");
    await company.slack.as("ada").close(await formOf("ada"));
  });

  test("a message becomes an incident: its title, and the first entry of its timeline", async () => {
    const { slack } = company;
    const message = await slack.as("ben").send("blog-engine", "Uploads fail with 413\nsince the last deploy");
    await slack.as("ada").shortcut("declare-from-message", { message });
    const form = await formOf("ada");
    expect(JSON.stringify(form.view)).toMatch(/"initial_value":"Uploads fail with 413".*"value":"blog-engine"/s);
    await slack.as("ada").submit(form, {});
    const channel = await company.channel("-uploads-fail-with-413");
    await company.card(channel, /Investigating/, /Being set up/);
    const shown = await company.say("ada", "timeline", channel.name);
    expect(shown).toMatch(/Uploads fail with 413.*since the last deploy/s);
    expect(shown).toContain(slack.person("ben").id);
    expect(shown).toContain(`/p${message.ts.replace(".", "")}`);
    expect(shown.indexOf("Uploads fail with 413\\nsince")).toBeLessThan(shown.indexOf("declared"));
    await slack.as("ada").close(form);
  });

  test("a message is added to the timeline once, and stays without a mark", async () => {
    const { slack } = company;
    const channel = await company.channel("-uploads-fail-with-413");
    slack.as("ben").join(channel.name);
    const message = await slack.as("ben").send(channel.name, "Raised the limit to 50 MB");
    await slack.as("ben").shortcut("add-to-timeline", { message, twice: true });
    await slack.waitFor(() => message.reactions.some(({ name }) => name === "white_check_mark"), "the check mark");
    expect(await company.say("ada", "timeline", channel.name)).toContain("Raised the limit to 50 MB");
    await slack.as("ben").shortcut("add-to-timeline", { message });
    const told = () => channel.messages.find((one) => one.visibleTo && words(one).includes("on the timeline already"));
    await slack.waitFor(told, "that it is there already");
  });

  test("elsewhere it says that there is no incident", async () => {
    const { slack } = company;
    const message = await slack.as("ben").send("general", "Lunch?");
    await slack.as("ben").shortcut("add-to-timeline", { message });
    const told = () =>
      slack.messages("general").find((one) => one.visibleTo && words(one).includes("not the channel of an incident"));
    await slack.waitFor(told, "the answer");
  });
});
