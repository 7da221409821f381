import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { userGroupsOf } from "../../src/sandbox/user-groups.ts";
import { withDatabase } from "../database.ts";
import { asTheManifestAsks, shippedCatalog, whatIsShown, words } from "./company.ts";
import { lookingRunbook } from "./run-company.ts";
import { type ScriptedTarget, startScriptedTarget } from "./scripted-target.ts";
import { type Replica, startReplica } from "./start-replica.ts";

const database = withDatabase();
let slack: SlackWorkspace;
let target: ScriptedTarget;
let runbooks: string;
let running: readonly Replica[] = [];

const start = () => startReplica(database.url, slack, "", { runbooks, target });

beforeAll(async () => {
  runbooks = await mkdtemp(join(tmpdir(), "incident-runs-"));
  await mkdir(join(runbooks, "web-analytics"));
  await writeFile(join(runbooks, "web-analytics", "slow.md"), lookingRunbook);
  target = await startScriptedTarget();
  const userGroups = userGroupsOf(await shippedCatalog());
  slack = await createSlackWorkspace({ ...(await asTheManifestAsks()), userGroups });
  running = [await start()];
}, 90_000);
afterAll(async () => {
  await Promise.all(running.map((one) => one.kill()));
  await slack.stop();
  await target.stop();
  await rm(runbooks, { recursive: true, force: true });
});

test("killed with -9 in the middle of a run: what had ended is kept, the rest runs again on one of two replicas, in the same message", {
  timeout: 120_000,
}, async () => {
  target.answer(/"get"/, { text: "api-1\n" });
  target.answer(/"logs"/, { text: "fine\n" });
  target.answer(/"top"/, "hang");
  const shown = whatIsShown(slack);
  await shown.say("ada", "declare P2 web-analytics Pages load slowly");
  const channel = await shown.channel("-pages-load-slowly");
  await slack.as("ada").click(await shown.card(channel, /Run diagnostics/), "run-diagnostics");
  const runs = () => channel.messages.filter((one) => /"surface":"run-\d/.test(JSON.stringify(one.metadata ?? {})));
  await slack.waitFor(() => runs().some((one) => /⏳ 3 of 4 ended/.test(words(one))), "three of four", 30_000);
  const before = target.asked.length;

  await Promise.all(running.map((one) => one.kill()));
  target.answer(/"top"/, { text: "api-1 900m" });
  running = await Promise.all([start(), start()]);

  await slack.waitFor(() => runs().some((one) => /✅ 4 done.*900m/s.test(words(one))), "the whole run", 60_000);
  expect(runs()).toHaveLength(1);
  expect(target.asked.slice(before)).toHaveLength(1);
  expect(target.asked.at(-1)).toContain('"top"');
  const { rows } = await database.pool.query("select attempts from evidence order by item");
  expect(rows.map(({ attempts }) => attempts)).toEqual([1, 2, 1, 1]);
  const told = await database.pool.query("select 1 from incident_events where kind = 'run-finished'");
  expect(told.rows).toHaveLength(1);
});
