import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/sandbox/postgres.ts";
import { type Company, incidentChannels, openCompany } from "./company.ts";

let directory: string;
let postgres: EmbeddedPostgres;
let company: Company;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "incident-story-"));
  postgres = await startEmbeddedPostgres({ directory });
  company = await openCompany(postgres.url);
});
afterAll(async () => {
  await company.stop();
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
});

test("while Postgres is down people are told so, nothing is half done, and it recovers by itself", async () => {
  await company.say("ada", "declare P2 blog-engine Comments are slow");
  const channel = await company.channel("-comments-are-slow");
  const card = await company.card(channel, /Take the lead/, /Being set up/);

  const { port } = new URL(postgres.url);
  await postgres.stop();
  expect(await company.say("ada", "declare P1 podcast-analytics API is down")).toMatch(/database.*nothing was saved/is);
  expect(await company.say("ada", "severity P0", channel.name)).toMatch(/database/i);
  await company.slack.as("ben").click(card, "take-lead");
  const told = () => channel.messages.find(({ visibleTo }) => visibleTo === company.slack.person("ben").id);
  expect((await company.slack.waitFor(told, "an answer for Ben")).text).toMatch(/database/i);
  expect(incidentChannels(company.slack)).toEqual([channel]);

  postgres = await startEmbeddedPostgres({ directory, port: Number(port) });
  await company.slack.as("ben").click(card, "take-lead");
  await company.card(channel, /P2/, /Take the lead/);
  await company.say("ada", "declare P1 podcast-analytics API is down");
  await company.card(await company.channel("-api-is-down"), /P1/);
});
