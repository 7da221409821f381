import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fault } from "../clients/pagerduty-documents.ts";
import { withDatabase } from "../database.ts";
import { type Company, openCompany } from "./company.ts";

const database = withDatabase();
let company: Company;

beforeEach(async () => {
  await database.pool
    .query("truncate incidents, inbox, messages, attempts, pager_people cascade")
    .catch(() => undefined);
  company = await openCompany(database.url);
});
afterEach(async () => {
  await company.stop();
  expect(company.pager.calls.map(fault).filter(Boolean)).toEqual([]);
});

const declare = (title: string, service = "podcast-analytics", severity = "P1") =>
  company.say("ada", `declare ${severity} ${service} ${title}`);

const rings = (count: number) =>
  company.untilPager(`${count} phones ringing`, () => company.pager.ringing().length === count);

const triggers = () =>
  company.pager.calls.filter(({ path, body }) => path === "/v2/enqueue" && JSON.stringify(body).includes('"trigger"'));

describe("declaring", () => {
  test("pages the on-call of the service, and the card says whose phone rings until they answer", async () => {
    await declare("API error rate at 37%");
    await rings(1);
    const channel = await company.channel("-api-error-rate-at-37");
    await company.card(channel, /ringing.*Ada Okafor.*not answered yet/s);

    const [incident] = company.pager.incidents();
    expect(incident?.title).toMatch(/^INC-\d+ Podcast Analytics: P1: API error rate at 37%$/);
    company.pager.acknowledge(incident?.id ?? "", "PADA0001");
    await company.card(channel, /answered by.*U0ADA00001/s, /not answered yet/);
    await company.slack.waitFor(
      () => company.lines(channel).some((line) => line.includes("acknowledged the incident")),
      "the line",
    );
    expect(triggers()).toHaveLength(1);
  });

  test("of a low severity pages nobody", async () => {
    await declare("Typo on the about page", "blog-engine", "P3");
    const channel = await company.channel("-typo-on-the-about-page");
    await company.card(channel, /Take the lead/, /ringing|not reached/);
    expect(company.pager.incidents()).toEqual([]);
  });

  test("a drill pages nobody, and by hand says that nobody is called", async () => {
    await company.say("ada", "declare drill P1 podcast-analytics Practise the failover");
    const channel = await company.channel("-practise-the-failover");
    await company.card(channel, /DRILL/);
    await company.say("ada", "page on-call", channel.name);
    await company.card(channel, /a drill, so nobody is called/);
    expect(company.pager.calls.filter(({ method }) => method === "POST")).toEqual([]);
  });
});

describe("what is done here is done there", () => {
  test("acknowledging stops the ringing, and resolving resolves the page", async () => {
    await declare("API error rate at 37%");
    await rings(1);
    const channel = await company.channel("-api-error-rate-at-37");
    await company.card(channel, /ringing/);
    await company.say("ben", "lead me", channel.name);
    await company.untilPager("the pager to show it", () => company.pager.incidents()[0]?.status === "acknowledged");
    await company.say("ben", "resolve rolled back to v41", channel.name);
    await company.untilPager("the pager to show it", () => company.pager.incidents()[0]?.status === "resolved");
    // Our own acts came back as webhooks, and asked nothing.
    expect(company.lines(channel).join("\n")).not.toMatch(/in PagerDuty/);
  });

  test("an incident that is open again is another page", async () => {
    await declare("API error rate at 37%");
    await rings(1);
    const channel = await company.channel("-api-error-rate-at-37");
    await company.card(channel, /ringing/);
    await company.say("ben", "resolve rolled back to v41", channel.name);
    await company.untilPager("the pager to show it", () => company.pager.incidents()[0]?.status === "resolved");
    await company.say("ben", "reopen errors are back", channel.name);
    await company.untilPager("the pager to show it", () => company.pager.incidents().length === 2);
    await rings(1);
  });
});

describe("by hand", () => {
  const opened = async () => {
    await declare("API error rate at 37%");
    await rings(1);
    const channel = await company.channel("-api-error-rate-at-37");
    await company.card(channel, /ringing/);
    return channel;
  };

  test("a person is called by the address that Slack and the pager share", async () => {
    const channel = await opened();
    const ben = company.slack.person("ben");
    expect(await company.say("ada", `page <@${ben.id}> the database is down`, channel.name)).toMatch(/page leaves now/);
    await company.untilPager("Ben's phone", () =>
      company.pager.ringing().some(({ person }) => person.id === "PBEN0001"),
    );
    await company.card(channel, new RegExp(`${ben.id}.*ringing.*Ben Lindqvist`, "s"));
    expect(company.pager.incidents().at(-1)?.title).toMatch(/P1: the database is down \(API error rate at 37%\)/);
  });

  test("two people who page the same person in the same second make one page", async () => {
    const channel = await opened();
    const ben = company.slack.person("ben");
    const said = await Promise.all([
      company.say("ada", `page <@${ben.id}>`, channel.name),
      company.say("chioma", `page <@${ben.id}>`, channel.name),
    ]);
    expect(said.filter((one) => /page leaves now/.test(one))).toHaveLength(1);
    expect(said.filter((one) => /being called already/.test(one))).toHaveLength(1);
    await company.card(channel, /Ben Lindqvist/);
    expect(company.pager.incidents()).toHaveLength(2);
  });

  test("who is called already is not called again", async () => {
    const channel = await opened();
    expect(await company.say("chioma", "page on-call", channel.name)).toMatch(/being called already/);
    expect(triggers()).toHaveLength(1);
  });

  test("a person without a PagerDuty user is mentioned instead, with a clear sentence", async () => {
    const channel = await opened();
    const elena = company.slack.person("elena");
    await company.say("ada", `page <@${elena.id}>`, channel.name);
    await company.card(channel, /PagerDuty has no user elena@sandbox\.example/);
    await company.slack.waitFor(
      () => company.lines(channel).some((line) => line.includes("no user elena") && line.includes(elena.id)),
      "the line that mentions Elena",
    );
    expect(company.pager.incidents()).toHaveLength(1);
  });

  test("the form shows who is on call at each level, and calls them", async () => {
    const channel = await opened();
    const card = await company.card(channel, /ringing/);
    await company.slack.as("ben").click(card, "page");
    const form = await company.slack.waitFor(() => {
      const modal = company.slack.modalOf("ben");
      return modal && /Ada Okafor.*Ben Lindqvist.*Chioma Eze, Dmitri Petrov/s.test(JSON.stringify(modal))
        ? modal
        : undefined;
    }, "the levels in the form");
    const chioma = company.slack.person("chioma").id;
    const sent = await company.slack
      .as("ben")
      .submit(form, { whom: "on-call", person: chioma, text: "please look at the queue" });
    expect(sent.kind).toBe("closed");
    await company.untilPager("Chioma's phone", () =>
      company.pager.ringing().some(({ person }) => person.id === "PCHIOMA1"),
    );
  });
});

describe("the ladder", () => {
  test("calls each role of a level by its own person", async () => {
    await declare("Dashboards are blank", "architect-dashboard");
    await company.untilPager("the manager's phone", () =>
      company.pager.ringing().some(({ person }) => person.name === "Manager"),
    );
    const channel = await company.channel("-dashboards-are-blank");
    await company.card(channel, /Manager.*ringing/s);
    // The lead engineer has no address: whoever is on call rings already, and is not called twice for them.
    await company.card(channel, /Engineering Lead.*cannot be called directly/s);
    expect(company.pager.ringing().filter(({ person }) => person.id === "PADA0001")).toHaveLength(1);
  });

  test("is climbed by hand, until nothing is left of it", async () => {
    await declare("Feeds are late", "social-analytics");
    const channel = await company.channel("-feeds-are-late");
    await company.card(channel, /ringing/);
    expect(await company.say("ada", "escalate", channel.name)).toMatch(/next level is called/);
    await company.untilPager("the lead's phone", () =>
      company.pager.ringing().some(({ person }) => person.name === "Engineering Lead"),
    );
    await company.say("ada", "escalate", channel.name);
    await company.untilPager("the CTO's phone", () =>
      company.pager.ringing().some(({ person }) => person.name === "CTO"),
    );
    expect(await company.say("ada", "escalate", channel.name)).toMatch(/Every level of the ladder has been called/);
  });
});
