import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPager, type LocalPager } from "../../src/sandbox/pager/create-pager.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { withDatabase } from "../database.ts";
import { asTheManifestAsks, whatIsShown } from "./company.ts";

const database = withDatabase();
let slack: SlackWorkspace;
let pager: LocalPager;
let running: ChildProcess;

beforeAll(async () => {
  slack = await createSlackWorkspace(await asTheManifestAsks());
  pager = await createPager();
  running = await startReplica();
});
afterAll(async () => {
  await kill();
  await slack.stop();
  await pager.stop();
});

async function startReplica(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("./replica.ts", import.meta.url));
  const addresses = [database.url, slack.apiUrl, slack.botToken, slack.appToken, pager.apiUrl];
  const child = spawn(process.execPath, ["--import", "tsx", script, ...addresses], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function kill(): Promise<void> {
  const gone = once(running, "exit");
  running.kill("SIGKILL");
  await gone;
}

test("a process killed after the pager took the page, and before that was recorded, pages once", {
  timeout: 60_000,
}, async () => {
  const { say, channel, card } = whatIsShown(slack);
  pager.be("losing-answers");
  await say("ada", "declare P1 podcast-analytics Killed while paging");
  await pager.waitFor("the page to be taken", () => pager.incidents()[0], 15_000);
  await kill();
  pager.be("well");
  running = await startReplica();
  await card(await channel("-killed-while-paging"), /ringing.*Ada Okafor/s, /not reached/);
  expect(pager.incidents()).toHaveLength(1);
});
