import { afterEach, beforeEach, describe, expect, test } from "vitest";
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
afterEach(() => company.stop());

const declare = (title: string, service = "podcast-analytics", severity = "P1") =>
  company.say("ada", `declare ${severity} ${service} ${title}`);

/** Waits until this is so of the pager. */
const until = (what: string, isSo: () => boolean | undefined) =>
  company.pager.waitFor(what, () => (isSo() ? true : undefined), 15_000);
const rings = (count: number) => until(`${count} phones ringing`, () => company.pager.ringing().length === count);

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
    await company.say("ada", "page", channel.name);
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
    await until("the pager to show it", () => company.pager.incidents()[0]?.status === "acknowledged");
    await company.say("ben", "resolve rolled back to v41", channel.name);
    await until("the pager to show it", () => company.pager.incidents()[0]?.status === "resolved");
    // Our own acts came back as webhooks, and asked nothing.
    expect(company.lines(channel).join("\n")).not.toMatch(/in PagerDuty/);
  });

  test("an incident that is open again is another page", async () => {
    await declare("API error rate at 37%");
    await rings(1);
    const channel = await company.channel("-api-error-rate-at-37");
    await company.card(channel, /ringing/);
    await company.say("ben", "resolve rolled back to v41", channel.name);
    await until("the pager to show it", () => company.pager.incidents()[0]?.status === "resolved");
    await company.say("ben", "reopen errors are back", channel.name);
    await until("the pager to show it", () => company.pager.incidents().length === 2);
    await rings(1);
  });
});
