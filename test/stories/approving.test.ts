import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFamilies } from "../../src/families.ts";
import { catalogInSandbox } from "../../src/sandbox/catalog-in-sandbox.ts";
import { createSandboxCluster, type SandboxCluster } from "../../src/sandbox/cluster/create-sandbox-cluster.ts";
import { createSandboxHealth } from "../../src/sandbox/prometheus/create-sandbox-health.ts";
import { createSandboxPrometheus } from "../../src/sandbox/prometheus/create-sandbox-prometheus.ts";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type Company, impatient, openCompany, shippedCatalog, words } from "./company.ts";

const database = withDatabase();
let cluster: SandboxCluster;
let parts: readonly { close(): Promise<void> }[];
let company: Company;
let channel: Channel;
/** The card as it was while it could still be decided on. */
let old: Message;

beforeAll(async () => {
  cluster = await createSandboxCluster({ timeFactor: 20 });
  const isBad = cluster.isBadDeploy;
  const prometheus = await createSandboxPrometheus({ now: Date.now, isBad });
  const podcastApi = await createSandboxHealth({ isBad });
  parts = [cluster, prometheus, podcastApi];
  const addresses = { prometheus: prometheus.url, podcastApi: podcastApi.url, wellApi: podcastApi.url };
  const catalog = catalogInSandbox(await shippedCatalog(), addresses);
  const kubernetes = { kind: "server", url: cluster.url, token: cluster.token } as const;
  const families = await loadFamilies({ kubernetes, lookUp: () => undefined, now: Date.now });
  company = await openCompany(database.url, "http", {}, "", impatient, families, catalog);
  await company.say("ada", "declare P1 podcast-analytics API error rate at 37%");
  channel = await company.channel("-api-error-rate-at-37");
  await company.card(channel, /Take the lead/);
  for (const person of ["ben", "chioma", "dmitri", "gus"]) company.slack.bringIn(person, channel.name);
  // The parts of a whole company are loaded and started first, and a crowded machine takes its time for that.
}, 90_000);
afterAll(async () => {
  await company.stop();
  await Promise.all(parts.map((part) => part.close()));
});

const cards = (): readonly Message[] =>
  channel.messages.filter((one) => JSON.stringify(one.metadata ?? {}).includes('"surface":"request-'));

/** The newest card of a request once it says these words. */
const card = (shown: RegExp): Promise<Message> =>
  company.slack.waitFor(
    () => {
      const one = cards().at(-1);
      return one && shown.test(words(one)) ? one : undefined;
    },
    `a card of a request that says ${shown}`,
    25_000,
  );

/** What this person alone has been told in the channel. */
const told = (person: string, shown: RegExp): Promise<Message> =>
  company.slack.waitFor(
    () => channel.messages.find((one) => one.visibleTo === company.slack.person(person).id && shown.test(words(one))),
    `${person} told ${shown}`,
    25_000,
  );

const image = (): string => JSON.stringify(cluster.object("deployments", "production", "api-service"));
const click = (person: string, message: Message, action: string) => company.slack.as(person).click(message, action);

describe("a rollback by three people", { timeout: 90_000 }, () => {
  test("shows what would change before anybody decides, and changes nothing by being asked", async () => {
    await company.say("ada", "rollback because the release leaks connections", channel.name);
    const asked = await card(/2\.4\.0.*2\.3\.1/s);
    expect(words(asked)).toMatch(/leaks connections/);
    old = structuredClone(asked);
    expect(JSON.stringify(asked.blocks)).toContain('"action_id":"approve"');
    expect(image()).toContain("api:2.4.0");
  });

  test("the requester, a guest and somebody who may not approve change nothing", async () => {
    const asked = await card(/2\.4\.0/);
    await click("ada", asked, "approve");
    await told("ada", /somebody else has to decide/);
    await click("gus", asked, "approve");
    await told("gus", /Guests cannot/);
    await click("ben", asked, "approve");
    await told("ben", /looked up/);
    const isTold = () =>
      company.slack.calls.some(({ args }) => /pressed Approve. This does not count/.test(String(args.text)));
    await company.slack.waitFor(() => (isTold() ? true : undefined), "ben told that it does not count", 25_000);
    expect(image()).toContain("api:2.4.0");
  });

  test("runs once after the lead approved, is verified, and offers Undo", async () => {
    const asked = await card(/2\.4\.0/);
    await Promise.all([click("chioma", asked, "approve"), click("chioma", asked, "approve")]);
    const done = await card(/Undo…/);
    expect(image()).toContain("api:2.3.1");
    expect(words(done)).toMatch(/U0CHIOMA01/);
    const { rows } = await database.pool.query("select 1 from request_events where kind = 'run-started'");
    expect(rows).toHaveLength(1);
    await card(/[Vv]erified/);
  });

  test("an old button decides nothing any more, and says so", async () => {
    await click("dmitri", old, "approve");
    await told("dmitri", /was done|is done|already|over/i);
    const { rows } = await database.pool.query("select 1 from request_events where kind = 'run-started'");
    expect(rows).toHaveLength(1);
  });
});
