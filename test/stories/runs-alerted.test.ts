import { createHmac, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { webhookSecret } from "../../src/sandbox/pager-settings.ts";
import { withDatabase } from "../database.ts";
import { type Company, impatient, openCompany, words } from "./company.ts";
import { type ScriptedTarget, scriptedFamily, startScriptedTarget } from "./scripted-target.ts";

const runbook = `---
title: Imports are late
service: podcast-analytics
alerts: [ImportsLate]
---
# Imports are late

Whether all pods run:

\`\`\`bash
kubectl get pods -n <namespace>
\`\`\`

Throw one away:

\`\`\`bash
kubectl delete pod <pod> -n <namespace>
\`\`\`
`;

const database = withDatabase();
let company: Company;
let target: ScriptedTarget;
let runbooks: string;

beforeAll(async () => {
  runbooks = await mkdtemp(join(tmpdir(), "incident-runs-"));
  await mkdir(join(runbooks, "podcast-analytics"));
  await writeFile(join(runbooks, "podcast-analytics", "late.md"), runbook);
  target = await startScriptedTarget();
  target.answer(/"get"/, { text: "import-7 CrashLoopBackOff" });
  company = await openCompany(database.url, "http", {}, runbooks, impatient, [scriptedFamily(target.url)]);
});
afterAll(async () => {
  await company.stop();
  await target.stop();
  await rm(runbooks, { recursive: true, force: true });
});

/** The pager rings for something of its own, and a person presses Declare below what the bot says of it. */
async function declareOffered(title: string): Promise<void> {
  const data = { id: "QLATE001", type: "incident", title, service: { id: "PPODCAST" } };
  const occurred_at = new Date().toISOString();
  const body = JSON.stringify({ event: { id: randomUUID(), event_type: "incident.triggered", occurred_at, data } });
  const signature = createHmac("sha256", webhookSecret).update(body).digest("hex");
  const headers = { "x-pagerduty-signature": `v1=${signature}` };
  await fetch(`${company.address}/hooks/pagerduty`, { method: "POST", headers, body });
  const { slack } = company;
  const offer = await slack.waitFor(
    () => slack.messages("podcast-analytics").find((one) => words(one).includes(title)),
    "the offer",
    60_000,
  );
  await slack.as("ada").click(offer, "declare-offered");
  await slack.as("ada").submit(await slack.waitFor(() => slack.modalOf("ada"), "the form"), {});
}

test("an alert that a person makes an incident runs the fitting runbook's looks by themselves, once", {
  timeout: 120_000,
}, async () => {
  await declareOffered("ImportsLate on the importer");
  const channel = await company.channel("-importslate-on-the-importer");
  const message = await company.slack.waitFor(
    () => channel.messages.find((one) => /✅ 1 done.*import-7/s.test(words(one))),
    "the run",
    60_000,
  );
  expect(words(message)).toMatch(
    /by itself, because an alert declared it.*destructive needs an approval|pod is missing/s,
  );
  expect(target.asked).toHaveLength(1);
  expect(await company.say("ada", "timeline", channel.name)).toMatch(/The alert.*ran.*Imports are late/s);
});

test("the same declared by a word of a person runs nothing by itself, and offers it", { timeout: 60_000 }, async () => {
  const before = target.asked.length;
  await company.say("ada", "declare P2 podcast-analytics ImportsLate again on the exporter");
  const channel = await company.channel("-importslate-again-on-the-exporter");
  await company.card(channel, /Run diagnostics/);
  expect(target.asked).toHaveLength(before);
});
