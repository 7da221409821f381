import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { exportAudit, verifyAudit } from "../../src/audit.ts";
import { Fault } from "../../src/clients/fault.ts";
import { createHandleRequest, type HandleRequest } from "../../src/handle-request.ts";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { oweHead } from "../../src/store/audit-heads.ts";
import { requestEvents } from "../../src/store/requests.ts";
import { strikeRequests } from "../../src/store/requests-jobs.ts";
import { awsOperationNamed } from "../../src/targets/aws/aws-parts.ts";
import { changer, type Done, type Family } from "../../src/targets/target.ts";
import { withDatabase } from "../database.ts";
import { quiet } from "../quiet.ts";
import { auditKey, type Company, impatient, openCompany, shippedCatalog, words } from "./company.ts";
import { forgeForm } from "./forge.ts";

const database = withDatabase();
const marker = randomUUID();
const secret = `{"client_id":"pk-${marker}","client_secret":"hunter2 & \\"${marker}\\""}`;
const logged: string[] = [];
const received: string[] = [];
const echoes = [secret, JSON.stringify({ sent: secret }), Buffer.from(secret).toString("base64"), `id pk-${marker}`];
let onRun: () => Done;
let aheadMs = 0;
let company: Company;
let handle: HandleRequest;
let ada: string;
let checklist: Message;
let runbooks: string;
let channel: Channel;

const rotating = `---
title: Rotate
service: social-analytics
---
# Rotate

Set the new credentials:

\`\`\`bash
aws secretsmanager update-secret --secret-id prod-db --secret-string '{"client_id":"<new-client-id>","client_secret":"$NEW_SECRET"}'
\`\`\`
`;

/** Tells everything it was sent, in every shape. */
const talkative: Family = {
  readers: [],
  changers: [
    changer(awsOperationNamed("secretsmanager", "update-secret").definition, {
      pinned: z.null(),
      preview: async () => ({
        ...{ kind: "preview", objects: [{ name: "secret prod/db", changes: [] }], warnings: [], notPreviewed: [] },
        ...{ fingerprint: "version 1", pinned: null },
      }),
      async run(_given, _pinned, _site, { typed, emit }) {
        received.push(typed?.secretString ?? "nothing");
        emit(`${echoes.join("\n")}\n`);
        return onRun();
      },
      verify: async () => ({ kind: "verified", text: "It has a new version." }),
      inspect: async () => ({ kind: "unclear", text: "Nobody knows." }),
    }),
  ],
  close: async () => undefined,
};

const moved = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
const time = { incidentTime: (at: string) => moved(at, aheadMs), realTime: (at: string) => moved(at, -aheadMs) };

beforeAll(async () => {
  const catalog = await shippedCatalog();
  const pace = { ...impatient, time };
  runbooks = await mkdtemp(join(tmpdir(), "incident-secrets-"));
  await mkdir(join(runbooks, "social-analytics"));
  await writeFile(join(runbooks, "social-analytics", "rotate.md"), rotating);
  company = await openCompany(database.url, "http", {}, runbooks, pace, [talkative], catalog, logged);
  const parts = { pool: database.pool, catalog: () => catalog, newId: randomUUID, log: quiet, time, auditKey };
  handle = createHandleRequest({ ...parts, changes: "on" });
  await company.say("ada", "declare P2 social-analytics Twitch refuses us");
  channel = await company.channel("-twitch-refuses-us");
  await company.card(channel, /Take the lead/);
  company.slack.bringIn("chioma", channel.name);
  company.slack.bringIn("dmitri", channel.name);
  ada = `${company.slack.teamId}/${company.slack.person("ada").id}`;
  await company.say("ada", "run rotate", channel.name);
  checklist = await company.slack.waitFor(
    () => channel.messages.find((one) => words(one).includes("ask-for-step")),
    "the checklist",
    20_000,
  );
  expect(words(checklist)).not.toMatch(/fill-step|hunter/);
}, 60_000);
afterAll(async () => {
  await company.stop();
  await rm(runbooks, { recursive: true, force: true });
});

/** The message of this surface once it says so. */
const shown = (surface: string, says: RegExp): Promise<Message> =>
  company.slack.waitFor(
    () =>
      [...new Set(company.slack.calls.map(({ args }) => String(args.channel ?? "")))]
        .filter((id) => /^[CDG]/.test(id))
        .flatMap((id) => company.slack.messages(id))
        .find((one) => JSON.stringify(one.metadata ?? {}).includes(`"${surface}`) && says.test(words(one))),
    `${surface} that says ${says}`,
    20_000,
  );

const kinds = async (id: string) => (await requestEvents(database.pool, id)).map(({ event }) => event.kind);

/** Asks for a new value from the runbook's step, and lets a lead approve; resolves to the request. */
async function granted(): Promise<string> {
  const before = new Set(await requests());
  const ada = company.slack.as("ada");
  await ada.click(checklist, "ask-for-step");
  const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "the form that asks");
  expect(await ada.submit(form, { reason: "Twitch refuses the old one" })).toMatchObject({ kind: "closed" });
  const id = (await requests()).find((one) => !before.has(one)) ?? "";
  await company.slack.as("chioma").click(await shown(`request-${id}`, /Approve/), "approve");
  await shown(`request-${id}`, /Type the value…/);
  return id;
}

const requests = async (): Promise<readonly string[]> =>
  (await database.pool.query<{ id: string }>("select id from requests")).rows.map(({ id }) => id);

async function formOf(id: string) {
  const told = await shown(`told-${id}`, /Type the value…/);
  await company.slack.as("ada").click(told, "type-values");
  return company.slack.waitFor(() => company.slack.modalOf("ada"), "the form");
}

describe("invariant 13: a secret is typed after the approval, and runs from memory", { timeout: 60_000 }, () => {
  test("an approved change that needs one waits for its requester, and says until when; nobody else gets the form", async () => {
    const id = await granted();
    expect(words(await shown(`told-${id}`, /secretString/))).toMatch(/nobody but you types, until .*date/s);
    await company.slack.as("chioma").click(await shown(`request-${id}`, /waits for a secret/), "type-values");
    const turnedAway = () => channel.messages.some((one) => /Only who asked/.test(words(one)));
    await company.slack.waitFor(turnedAway, "chioma turned away");
    expect(company.slack.modalOf("chioma")).toBeUndefined();
    const chioma = `${company.slack.teamId}/${company.slack.person("chioma").id}`;
    expect(await handle({ kind: "type-values", by: chioma, request: id })).toMatchObject({
      refusal: { code: "not-yours" },
    });
    const forged = { form: "type-values", metadata: id, values: { "value-0": secret }, team: company.slack.teamId };
    for (const person of ["chioma", "ben"])
      expect(await forgeForm(company, { ...forged, user: company.slack.person(person).id })).toMatch(/Only who asked/);
    expect(await kinds(id)).not.toContain("run-started");
    await handle({ kind: "withdraw", by: ada, request: id });
    expect(received).toEqual([]);
  });

  test("attack: sent in by hand twice and delivered again by Slack, it runs once, with exactly what was typed", async () => {
    onRun = () => ({
      kind: "done",
      text: echoes.join("\n"),
      undo: { name: "aws.secretsmanager-update-secret", arguments: { secretId: "prod-db", description: secret } },
    });
    const id = await granted();
    const form = await formOf(id);
    const hand = company.slack.as("ada");
    expect(await hand.submit(form, { "value-0": "abc" })).toMatchObject({ kind: "errors" });
    await hand.submit(form, { "value-0": secret }, { twice: true, redeliver: { reason: "http_timeout", num: 1 } });
    const done = await shown(`request-${id}`, /Done/);
    expect(received.splice(0)).toEqual([secret]);
    expect(words(done)).toMatch(/\[secret\].*the way back is not kept here/s);
    expect((await kinds(id)).filter((kind) => kind === "run-started")).toHaveLength(1);
  });

  test("attack: a target that throws what it was sent tells nobody", async () => {
    onRun = () => {
      throw new Fault(`bad value ${secret}`, {
        service: "aws",
        code: "X",
        retry: { kind: "never" },
        outcome: "not-done",
      });
    };
    const id = await granted();
    await company.slack.as("ada").submit(await formOf(id), { "value-0": secret });
    expect(words(await shown(`request-${id}`, /Failed/))).toContain("[secret]");
    expect(received.splice(0)).toEqual([secret]);
  });

  test("attack: sent in after the approval has ended, it runs nothing", async () => {
    const id = await granted();
    const form = await formOf(id);
    aheadMs += 5 * 60_000;
    const answer = await company.slack.as("ada").submit(form, { "value-0": secret });
    expect(JSON.stringify(answer)).toMatch(/has expired, was not run/);
    await strikeRequests(database.pool, "all");
    await shown(`request-${id}`, /Expired, was not run/);
    expect(received).toEqual([]);
    expect(await kinds(id)).not.toContain("run-started");
  });

  test("invariant 12: a day later the head of the audit stands where incidents are announced, and is accepted", async () => {
    aheadMs += 24 * 60 * 60_000;
    await oweHead(database.pool);
    const told = words(await shown("audit-head", /audit verify --head/));
    const head = /--head (\d+:[0-9a-f]{64})/.exec(told)?.[1];
    const verdict = await verifyAudit({ databaseUrl: database.url, auditKey }, quiet, head);
    expect(verdict).toMatchObject({ found: { ok: true, isHeadChecked: true } });
  });

  test("attack: no table, no line of the log, no call to Slack and no line of the audit holds any of it", async () => {
    const { rows: tables } = await database.pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const dumps = await Promise.all(
      tables.map(async ({ name }) =>
        (await database.pool.query(`select t::text from ${name} as t`)).rows.map(({ t }) => t),
      ),
    );
    const audit: string[] = [];
    const out = new Writable({
      write: (piece, _encoding, next) => void audit.push(String(piece)) === undefined && next(),
    });
    await exportAudit(database.url, quiet, out);
    const everything = {
      tables: dumps.flat().join("\n"),
      log: logged.join(""),
      slack: JSON.stringify(company.slack.calls),
      audit: audit.join(""),
    };
    for (const [where, text] of Object.entries(everything)) {
      expect(text.length, where).toBeGreaterThan(500);
      for (const one of [`pk-${marker}`, "hunter2", Buffer.from(secret).toString("base64").slice(0, 40)])
        expect(text.includes(one), `${one} in ${where}`).toBe(false);
    }
  });
});
