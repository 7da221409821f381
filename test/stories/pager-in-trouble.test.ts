import { afterEach, describe, expect, test } from "vitest";
import type { Mood } from "../../src/sandbox/pager/types.ts";
import { fault } from "../clients/pagerduty-documents.ts";
import { withDatabase } from "../database.ts";
import { type Company, openCompany } from "./company.ts";

const database = withDatabase();
let company: Company;

afterEach(async () => {
  await company.stop();
  // What is still owed is for the phones of that test alone.
  await database.pool.query(
    "truncate incidents, incident_events, messages, inbox; delete from graphile_worker._private_jobs",
  );
  expect(company.pager.calls.map(fault).filter(Boolean)).toEqual([]);
});

const declare = (title: string) => company.say("ada", `declare P1 podcast-analytics ${title}`);
const openedOnce = () => company.pager.incidents().length === 1;

const troubles: readonly (readonly [string, Mood, RegExp])[] = [
  ["answers 500", "failing", /PagerDuty answered 500/],
  ["answers HTML", "html", /PagerDuty answered 502 without JSON/],
  ["hangs up", "down", /PagerDuty cannot be reached/],
  ["takes the page, and its answer is lost", "losing-answers", /PagerDuty cannot be reached/],
  ["says nothing", "silent", /PagerDuty did not answer within 8 s/],
  ["answers 429", "limited", /PagerDuty answered 429/],
];

describe("while the pager is in trouble it is said at once, with what to do, and tried until the page is there, once", () => {
  test.each(troubles)("it %s", { timeout: 90_000 }, async (_what, mood, words) => {
    company = await openCompany(database.url);
    company.pager.be(mood);
    await declare(`Trouble ${mood}`);
    const channel = await company.channel(`-trouble-${mood}`);
    await company.card(channel, new RegExp(`not reached: ${words.source}.*By hand: .*No phone number`, "s"));
    await company.slack.waitFor(
      () => company.lines(channel).some((line) => /does not get through/.test(line) && words.test(line)),
      "a line in the channel",
    );
    company.pager.be("well");
    await company.untilPager("the page", () => openedOnce() && company.pager.ringing().length === 1);
    await company.card(channel, /ringing.*Ada Okafor/s, /not reached/);
    await company.slack.waitFor(
      () => company.lines(channel).some((line) => /got through after all/.test(line)),
      "the line that it got through",
    );
    expect(company.pager.incidents()).toHaveLength(1);
  });

  test("after three failures the contacts are mentioned where Slack knows them", { timeout: 60_000 }, async () => {
    company = await openCompany(database.url);
    company.pager.be("down");
    await declare("Nobody hears");
    const channel = await company.channel("-nobody-hears");
    await company.slack.waitFor(
      () => company.lines(channel).some((line) => line.includes('"usergroup_id"')),
      "a mention of the on-call's group",
      30_000,
    );
  });
});

describe("a token that PagerDuty does not accept", () => {
  test("keeps nobody from being paged, is said on the card and by /readyz, and is never shown", async () => {
    const token = "a-wrong-token-9f31";
    company = await openCompany(database.url, "http", { token });
    await declare("Wrong token");
    await company.untilPager("the page", openedOnce);
    const channel = await company.channel("-wrong-token");
    const card = await company.card(channel, /PagerDuty answered 401\. PAGERDUTY_API_TOKEN/);
    const ready = await fetch(`${company.address}/readyz`);
    const said = await ready.text();
    expect([ready.status, said]).toEqual([
      200,
      expect.stringMatching(/not ready: PagerDuty answered 401.*PAGERDUTY_API_TOKEN/),
    ]);
    expect(JSON.stringify(card) + said + company.lines(channel).join("")).not.toContain(token);
  });
});

describe("Slack that takes two seconds for everything", () => {
  test("does not keep the page waiting: it has left before the first thing is shown", { timeout: 60_000 }, async () => {
    company = await openCompany(database.url);
    company.slack.faults.setLatency(2000);
    const shownBefore = company.pager.waitFor(
      "the page",
      () => (openedOnce() ? company.slack.calls.filter(({ method }) => writes.has(method)).length : undefined),
      20_000,
    );
    await declare("Slack is slow");
    expect(await shownBefore).toBe(0);
    await company.slack.waitFor(() => company.count("conversations.create") > 0, "the channel", 30_000);
  });
});

const writes: ReadonlySet<string> = new Set(["conversations.create", "chat.postMessage", "conversations.list"]);
