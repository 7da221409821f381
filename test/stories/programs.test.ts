import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFamilies } from "../../src/families.ts";
import { createSandboxCluster, type SandboxCluster } from "../../src/sandbox/cluster/create-sandbox-cluster.ts";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type Company, impatient, openCompany, shippedCatalog, words } from "./company.ts";

const runbook = `---
title: Back up by hand
service: podcast-analytics
---
# Back up by hand

Take a backup now:

\`\`\`bash
./scripts/backup_daily.sh
\`\`\`
`;

const database = withDatabase();
let cluster: SandboxCluster;
let directory: string;
let company: Company;
let channel: Channel;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "incident-programs-"));
  await mkdir(join(directory, "podcast-analytics"));
  await writeFile(join(directory, "podcast-analytics", "back-up.md"), runbook);
  cluster = await createSandboxCluster({ timeFactor: 20 });
  const kubernetes = { kind: "server", url: cluster.url, token: cluster.token } as const;
  const families = await loadFamilies({ kubernetes, lookUp: () => undefined, now: Date.now });
  const catalog = await shippedCatalog();
  const services = catalog.services.map((service) => ({ ...service, environments: quiet(service.environments) }));
  company = await openCompany(database.url, "http", {}, directory, impatient, families, { ...catalog, services });
  company.slack.setGroup("podcast-leads", ["chioma", "dmitri"]);
  await company.say("ada", "declare P0 podcast-analytics Uploads fail");
  channel = await company.channel("-uploads-fail");
  await company.card(channel, /Take the lead/);
  for (const person of ["chioma", "dmitri"]) company.slack.bringIn(person, channel.name);
  expect(await company.say("ada", "runbook back up by hand", channel.name)).toMatch(/open as a checklist/);
});
afterAll(async () => {
  await company.stop();
  await cluster.close();
  await rm(directory, { recursive: true, force: true });
});

/** Without what would be read back of other parts. */
function quiet<E extends object>(environments: Readonly<Record<string, E>>) {
  const entries = Object.entries(environments).map(
    ([name, one]) => [name, { ...one, healthChecks: [], prometheus: undefined }] as const,
  );
  return Object.fromEntries(entries);
}

const shown = (tag: string, text: RegExp): Promise<Message> =>
  company.slack.waitFor(
    () => channel.messages.findLast((one) => JSON.stringify(one.metadata ?? {}).includes(tag) && text.test(words(one))),
    `a message that says ${text}`,
    25_000,
  );

describe("a program of a runbook", { timeout: 90_000 }, () => {
  test("is asked for with its name, run as a Job once two people agreed, and shows what it printed", async () => {
    const list = await shown("runbook-podcast-analytics.back-up", /Take a backup now/);
    await company.slack.as("ada").click(list, "ask-for-step");
    const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "a form", 15_000);
    const outcome = await company.slack
      .as("ada")
      .submit(form, { reason: "before the rollback", name: "backup_daily.sh" });
    expect(outcome).toEqual({ kind: "closed" });
    const card = await shown("request-", /Approval needed/);
    expect(words(card)).toMatch(/podcast-tools:stable.*incident-jobs.*30 min/s);
    expect(cluster.objects("jobs", "production").filter(isOurs)).toEqual([]);
    for (const person of ["chioma", "dmitri"]) await company.slack.as(person).click(card, "approve");
    const done = await shown("request-", /ended well/);
    expect(words(done)).toMatch(/backup complete: 2\.3 GB/);
    expect(cluster.objects("jobs", "production").filter(isOurs)).toHaveLength(1);
    await shown("request-", /[Vv]erified/);
  });
});

const isOurs = (job: object): boolean => JSON.stringify(job).includes('"ic-backup-daily-sh-');
