import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { webhookSecret } from "../../src/sandbox/pager-settings.ts";
import type { Channel } from "../../src/sandbox/slack/state/types.ts";
import { findPersonOfPager } from "../../src/store/pager-people.ts";
import { withDatabase } from "../database.ts";
import { type Company, openCompany, words } from "./company.ts";

const database = withDatabase();
let company: Company;
let channel: Channel;
let count = 0;

beforeAll(async () => {
  company = await openCompany(database.url, "http");
});
afterAll(() => company.stop());

beforeEach(async () => {
  count += 1;
  await company.say("ada", `declare P1 podcast-analytics Outage ${count}`);
  channel = await company.channel(`-outage-${count}`);
  await company.card(channel, /ringing.*Ada Okafor/s);
});

const page = () => {
  const found = company.pager.incidents().at(-1);
  if (!found) throw new Error("the pager has no page");
  return found;
};
const line = (said: RegExp) =>
  company.slack.waitFor(() => company.lines(channel).find((one) => said.test(one)), `a line that says ${said}`, 15_000);

interface Sent {
  readonly type?: string;
  readonly data?: object;
  readonly occurredAt?: string;
  readonly id?: string;
  readonly secret?: string;
}

/** What somebody sends to the hook; PagerDuty itself unless it says otherwise. */
async function send({ type = "incident.acknowledged", data = {}, occurredAt, id, secret = webhookSecret }: Sent) {
  const agent = { id: "PBEN0001", type: "user_reference", summary: "Ben Lindqvist" };
  const event = {
    id: id ?? randomUUID(),
    event_type: type,
    occurred_at: occurredAt ?? new Date().toISOString(),
    agent,
    data,
  };
  const body = JSON.stringify({ event });
  const signature = `v1=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const headers = { "x-pagerduty-signature": `v1=${"0".repeat(64)}, ${signature}` };
  return (await fetch(`${company.address}/hooks/pagerduty`, { method: "POST", headers, body })).status;
}

/** What webhooks have changed of this test's incident. */
const changes = async () => {
  const { rows } = await database.pool.query<{ kind: string }>(
    `select kind from incident_events as e join incidents as i on i.id = e.incident
     where i.channel_id = $1 and kind in ('incident-acknowledged', 'page-acknowledged', 'page-resolved-there')`,
    [channel.id],
  );
  return rows.map(({ kind }) => kind);
};
const acknowledgement = () => ({ id: page().id, type: "incident", incident_key: page().key, title: "Outage" });

describe("what happens in PagerDuty happens here", () => {
  test("acknowledged there is acknowledged here, by the person it is here, and the clock stops", async () => {
    await expect.poll(() => findPersonOfPager(database.pool, "PBEN0001"), { timeout: 15_000 }).toMatch(/U0BEN00001/);
    company.pager.acknowledge(page().id, "PBEN0001");
    await line(/U0BEN00001.*acknowledged the incident/s);
    await company.card(channel, /answered by.*U0BEN00001/s);
    await company.slack.waitFor(() => !channel.topic.includes("Not acknowledged"), "the topic", 15_000);
  });

  test("somebody who is nobody here is named as PagerDuty names them", async () => {
    expect(await send({ data: acknowledgement() })).toBe(202);
    await line(/acknowledged the incident/);
  });

  test("resolved there asks here, and keeping it open is an answer", async () => {
    company.pager.resolve(page().id, "PADA0001");
    const asked = await line(/resolved the page in PagerDuty. Is the incident over\?.*Keep open/s);
    expect(asked).toMatch(/Resolve/);
    const message = channel.messages.find((one) => words(one).includes("Keep open"));
    if (!message) throw new Error("there is no question");
    await company.slack.as("ben").click(message, "keep-open");
    await line(/keeps the incident open/);
    await company.slack.waitFor(
      () => !words(message).includes("Keep open"),
      "the question without its buttons",
      15_000,
    );
    expect(await company.say("ada", "list")).toContain(`Outage ${count}`);
  });

  test("a note there is an entry of the timeline, once", async () => {
    company.pager.annotate(page().id, "PADA0001", "Failed over to the replica");
    await line(/Failed over to the replica/);
    const note = { incident: { id: page().id, summary: "Outage" }, content: "Cache is warm again" };
    const id = randomUUID();
    expect(await send({ type: "incident.annotated", data: note, id })).toBe(202);
    expect(await send({ type: "incident.annotated", data: note, id })).toBe(202);
    await line(/Cache is warm again/);
    const { rows } = await database.pool.query(
      "select 1 from incident_events where kind = 'timeline-entry-added' and body->>'text' like 'Cache is warm%'",
    );
    expect(rows).toHaveLength(1);
  });

  test("the next level there shows whose phone rings now", async () => {
    company.pager.escalate(page().id, "PADA0001");
    await company.card(channel, /ringing.*Ben Lindqvist/s);
  });

  test("triggered there for a service where nothing is declared offers to declare it in its channel", async () => {
    const data = { id: "QNEW0001", type: "incident", title: "Disk is full", service: { id: "PBLOG001" } };
    expect(await send({ type: "incident.triggered", data })).toBe(202);
    const offer = await company.slack.waitFor(
      () => company.slack.messages("blog-engine").find((one) => words(one).includes("Disk is full")),
      "the offer",
      15_000,
    );
    await company.slack.as("ben").click(offer, "declare-offered");
    const form = await company.slack.waitFor(() => company.slack.modalOf("ben"), "the form");
    expect(JSON.stringify(form)).toMatch(/Disk is full.*blog-engine/s);
    expect(await send({ type: "incident.triggered", data })).toBe(202);
  });
});

describe("what did not happen in PagerDuty, or not now, or not to us", () => {
  test.each([
    ["a forged one is refused", { secret: "not the secret" }, 401],
    [
      "a replayed one of three days ago is ignored",
      { occurredAt: new Date(Date.now() - 72 * 3_600_000).toISOString() },
      202,
    ],
  ])("%s", async (_what, sent, status) => {
    expect(await send({ data: acknowledgement(), ...sent })).toBe(status);
    expect(await changes()).toEqual([]);
  });

  test.each([
    ["an incident of somebody else", { id: "QOTHER01", incident_key: "srv01/HTTP", title: "Other" }],
    [
      "a key like ours of an incident that was never here",
      { id: "QOTHER02", incident_key: `incident:${randomUUID()}:declared`, title: "?" },
    ],
    ["a key that only looks like ours", { id: "QOTHER03", incident_key: "incident:1:declared", title: "?" }],
  ])("%s is taken, and changes nothing", async (_what, data) => {
    expect(await send({ data })).toBe(202);
    expect(await send({ type: "incident.resolved", data })).toBe(202);
    expect(await changes()).toEqual([]);
  });
});
