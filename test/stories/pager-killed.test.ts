import { afterAll, beforeAll, expect, test } from "vitest";
import { createPager, type LocalPager } from "../../src/sandbox/pager/create-pager.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { withDatabase } from "../database.ts";
import { asTheManifestAsks, whatIsShown } from "./company.ts";
import { type Replica, startReplica } from "./start-replica.ts";

const database = withDatabase();
let slack: SlackWorkspace;
let pager: LocalPager;
let running: Replica;

beforeAll(async () => {
  slack = await createSlackWorkspace(await asTheManifestAsks());
  pager = await createPager();
  running = await startReplica(database.url, slack, pager.apiUrl);
});
afterAll(async () => {
  await running.kill();
  await slack.stop();
  await pager.stop();
});

test("a process killed after the pager took the page, and before that was recorded, pages once", {
  timeout: 60_000,
}, async () => {
  const { say, channel, card } = whatIsShown(slack);
  pager.be("losing-answers");
  await say("ada", "declare P1 podcast-analytics Killed while paging");
  await pager.waitFor("the page to be taken", () => pager.incidents()[0], 15_000);
  await running.kill();
  pager.be("well");
  running = await startReplica(database.url, slack, pager.apiUrl);
  await card(await channel("-killed-while-paging"), /ringing.*Ada Okafor/s, /not reached/);
  expect(pager.incidents()).toHaveLength(1);
});
