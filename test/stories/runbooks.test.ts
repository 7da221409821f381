import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Channel, Message, StoredView } from "../../src/sandbox/slack/state/types.ts";
import { createServices, type Services } from "../../src/services.ts";
import { withDatabase } from "../database.ts";
import { type Company, impatient, manifests, openCompany, shippedCatalog, words } from "./company.ts";

const runbook = (undo: string) => `---
title: Pages are slow
service: web-analytics
---
# Pages are slow

Symptoms: pages load slowly, dashboards time out.

## Look

Whether all pods run:

\`\`\`bash
kubectl get pods -n <namespace>
\`\`\`

- [ ] Ask in the channel who deployed last

## Mend

Throw one pod away:

\`\`\`bash
kubectl delete pod <pod> -n <namespace>
\`\`\`

${undo}

\`\`\`bash
kubectl rollout undo deployment/api -n <namespace>
\`\`\`
`;

const database = withDatabase();
let directory: string;
let company: Company;
/** The product; another one after the restart. */
let running: Services;
let channel: Channel;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "incident-runbooks-"));
  await mkdir(join(directory, "web-analytics"));
  await writeFile(join(directory, "web-analytics", "slow.md"), runbook("Go back to the release before:"));
  await writeFile(join(directory, "web-analytics", "billing.md"), "# Invoices are missing\n\n- [ ] Call finance\n");
  company = await openCompany(database.url, "socket", {}, directory);
  running = company.services;
  await company.say("ada", "declare P2 web-analytics Pages load slowly");
  channel = await company.channel("-pages-load-slowly");
});
afterAll(async () => {
  await running.stop();
  await company.slack.stop();
  await company.pager.stop();
  await rm(directory, { recursive: true, force: true });
});

const list = (shown: RegExp, gone?: RegExp): Promise<Message> =>
  company.slack.waitFor(
    () =>
      channel.messages.find(
        (one) =>
          JSON.stringify(one.metadata ?? {}).includes("runbook-web-analytics.slow") &&
          shown.test(words(one)) &&
          !gone?.test(words(one)),
      ),
    `a checklist that says ${shown}`,
    15_000,
  );

/** The block of a step by its number, which clicks name. */
function blockOf(message: Message, number: number): string {
  const at = message.blocks.findIndex((block) => JSON.stringify(block).includes(`"${number}. `));
  return /"block_id":"(step-[^"]+)"/.exec(JSON.stringify(message.blocks[at + 1]))?.[1] ?? "";
}
const click = (person: string, message: Message, action: string, step: number) =>
  company.slack.as(person).click(message, action, { blockId: blockOf(message, step) });
const formOf = (person: string): Promise<StoredView> =>
  company.slack.waitFor(() => company.slack.modalOf(person), `a form for ${person}`, 15_000);

describe("a runbook in an incident", () => {
  test("the card offers the one that fits, and the list says why", async () => {
    await company.card(channel, /📖 Pages are slow/, /Invoices/);
    const said = await company.say("ada", "run", channel.name);
    expect(said).toMatch(
      /Runbooks that fit INC-\d+.*Pages are slow.*title: .*service web-analytics.*Invoices.*only the service fits/s,
    );
  });

  test("words that fit nothing are answered with what there is", async () => {
    const said = await company.say("ada", "rb quantum entanglement", channel.name);
    expect(said).toMatch(/No runbook here speaks of “quantum entanglement”.*Pages are slow/s);
  });

  test("it opens as a checklist, with values of the catalog and what is missing", async () => {
    expect(await company.say("ada", "run slow pages", channel.name)).toMatch(/is open as a checklist/);
    const shown = words(await list(/0 of 4/));
    expect(shown).toMatch(/kubectl get pods -n (?!<)\S+/);
    expect(shown).toMatch(/namespace = \S+ \(catalog\)/);
    expect(shown).toMatch(/kubectl delete pod <pod>.*pod is missing/s);
    expect(shown).toMatch(/🔥 destructive.*✏️ change/s);
  });

  test("two people tick at once and both see it; a tick is taken back", async () => {
    const message = await list(/0 of 4/);
    await Promise.all([click("ada", message, "tick-step", 1), click("ben", message, "tick-step", 2)]);
    const both = await list(/2 of 4/);
    expect(words(both)).toContain(company.slack.person("ben").id);
    await click("ben", both, "untick-step", 2);
    await list(/1 of 4/);
  });

  test("Explain shows the plan and sends nothing", async () => {
    await click("ben", await list(/1 of 4/), "explain-step", 4);
    const form = await formOf("ben");
    expect(JSON.stringify(form.view)).toMatch(
      /kubectl rollout undo.*Roll back deployment\/api.*one other person must agree.*kubernetes\.rollout-undo.*namespace = /s,
    );
    await company.slack.as("ben").close(form);
  });

  test("a value fills one place, and is refused where it would do more", async () => {
    await click("ada", await list(/1 of 4/), "fill-step", 3);
    const form = await formOf("ada");
    const ada = company.slack.as("ada");
    expect(await ada.submit(form, { "value pod": "api-1 --all" })).toMatchObject({
      kind: "errors",
      errors: { "value pod": expect.stringMatching(/cannot stand for pod.*more than fill its place/) },
    });
    expect(await ada.submit(form, { "value pod": "xoxb-1234567890-abcdef" })).toMatchObject({
      kind: "errors",
      errors: { "value pod": expect.stringContaining("secret") },
    });
    expect(await ada.submit(form, { "value pod": "api-7d9f-x2" })).toEqual({ kind: "closed" });
    await list(/kubectl delete pod api-7d9f-x2 -n (?!<).*pod = api-7d9f-x2 \(filled in\)/s, /pod is missing/);
  });

  test("evidence goes to the checklist and the timeline, without its secrets", async () => {
    await click("ada", await list(/1 of 4/), "add-evidence", 1);
    const evidence = "three of nine pods restart, password=hunter22";
    expect(await company.slack.as("ada").submit(await formOf("ada"), { evidence })).toEqual({ kind: "closed" });
    await list(/three of nine pods restart, password=\[secret\]/, /hunter22/);
    const told = await company.say("ben", "timeline", channel.name);
    expect(told).toMatch(/opened the runbook.*Pages are slow.*Whether all pods run.*filled in pod = api-7d9f-x2/s);
    expect(told).not.toContain("hunter22");
    expect(company.lines(channel).join()).not.toMatch(/runbook|Whether all pods/);
  });

  test("opened again it is the same message, and the answer leads there", async () => {
    expect(await company.say("ben", "run pages are slow", channel.name)).toMatch(/https?:\/\/[^"]*\/archives\//);
    const all = channel.messages.filter((one) => JSON.stringify(one.metadata ?? {}).includes("runbook-"));
    expect(all).toHaveLength(1);
  });

  test("after a restart a changed file says so, and keeps the ticks that still fit", async () => {
    await running.stop();
    await writeFile(join(directory, "web-analytics", "slow.md"), runbook("Go back, carefully:"));
    const { botToken, apiUrl, appToken } = company.slack;
    running = createServices(
      {
        slack: { botToken, apiUrl, delivery: { kind: "socket", appToken } },
        databaseUrl: database.url,
        migrateDatabaseUrl: database.url,
        logLevel: "silent",
        manifestsDirectory: manifests,
        runbooksDirectory: directory,
      },
      await shippedCatalog(),
      { write: () => undefined },
      impatient,
    );
    await running.start();
    const before = await list(/1 of 4/);
    await click("ben", before, "tick-step", 4);
    const told = await company.slack.waitFor(
      () => channel.messages.find((one) => words(one).includes("This step was changed")),
      "the answer to ben",
    );
    expect(told.visibleTo).toBe(company.slack.person("ben").id);
    await click("ben", before, "tick-step", 2);
    const changed = await list(/was changed after it was opened.*All ticks still fit.*Go back, carefully/s);
    await company.slack.as("ben").click(changed, "open-runbook", { blockId: "changed" });
    await list(/2 of 4/, /was changed after/);
  });
});

describe("a private incident", () => {
  const privateDatabase = withDatabase();
  test("its runbook is found and shown where it is, and nowhere else", async () => {
    const other = await openCompany(privateDatabase.url, "http", {}, directory);
    const { slack } = other;
    const said = await other.say("ada", "declare private P2 web-analytics Pages load slowly");
    const number = /INC-\d+/.exec(said)?.[0] ?? "";
    const own = await other.channel("-pages-load-slowly");
    expect(await other.say("elena", `run ${number} slow pages`)).toMatch(/no incident/);
    expect(await other.say("ada", `run ${number} slow pages`)).toMatch(/is open as a checklist/);
    await slack.waitFor(() => own.messages.some((one) => words(one).includes("0 of 4")), "the checklist", 15_000);
    const elsewhere = slack.calls.filter(
      ({ method, args }) =>
        method === "chat.postMessage" && args["channel"] !== own.id && JSON.stringify(args).includes("Pages are slow"),
    );
    expect(elsewhere).toEqual([]);
    await other.stop();
  });
});
