import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Config } from "../../src/config.ts";
import { diagnose } from "../../src/doctor/diagnose.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { isHealthy, report } from "../../src/doctor/report.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { withDatabase } from "../database.ts";
import { databaseUrl, onServer } from "../postgres.ts";
import { manifests } from "../stories/company.ts";

const database = withDatabase();
const runbooks = new URL("../../runbooks", import.meta.url).pathname;

describe("the doctor looks before the first incident", () => {
  let slack: SlackWorkspace;
  let granted: readonly string[];
  beforeAll(async () => {
    slack = await createSlackWorkspace();
    granted = [...slack.scopes];
  });
  beforeEach(() => {
    slack.faults.clear();
    for (const scope of granted) slack.scopes.add(scope);
  });
  afterAll(() => slack.stop());

  const config = (changes: Partial<Config> = {}): Config => ({
    slack: { botToken: slack.botToken, apiUrl: slack.apiUrl, delivery: { kind: "socket", appToken: slack.appToken } },
    databaseUrl: database.url,
    migrateDatabaseUrl: database.url,
    logLevel: "silent",
    manifestsDirectory: manifests,
    runbooksDirectory: runbooks,
    ...changes,
  });
  const look = (changes: Partial<Config> = {}, now = Date.now): Promise<readonly Finding[]> =>
    diagnose({ kind: "config", config: config(changes) }, now);
  const troubles = (findings: readonly Finding[]) => findings.filter(({ kind }) => kind === "failed");

  test("and finds nothing to mend where all is well", async () => {
    const findings = await look();
    expect(troubles(findings)).toEqual([]);
    expect(isHealthy(findings)).toBe(true);
    expect(report(findings)).toMatch(/✓ Slack token.*✓ Slack scopes.*✓ announcement channel: #incidents.*Ready/s);
  });

  test("three scopes that are missing are named, exactly those, and where to add them", async () => {
    for (const scope of ["pins:write", "bookmarks:write", "users:read"]) slack.scopes.delete(scope);
    const found = troubles(await look());
    expect(found.map(({ check, said }) => [check, said])).toEqual([
      ["Slack scopes", "missing: bookmarks:write, pins:write, users:read"],
    ]);
    expect(found).toMatchObject([{ remedy: expect.stringMatching(/OAuth & Permissions.*reinstall/) }]);
  });

  test("a token that Slack does not know", async () => {
    const { apiUrl } = slack;
    const delivery = { kind: "socket", appToken: "xapp-other" } as const;
    const found = troubles(await look({ slack: { botToken: "xoxb-other", apiUrl, delivery } }));
    expect(found.map(({ check, said }) => `${check}: ${said}`)).toEqual([
      "Slack token: Slack answered invalid_auth",
      "Slack socket: Slack answered invalid_auth",
    ]);
  });

  test("a Slack that cannot be reached", async () => {
    const nowhere = { ...config().slack, apiUrl: "http://127.0.0.1:9/api/" };
    expect(troubles(await look({ slack: nowhere }))).toMatchObject([
      { check: "Slack", remedy: expect.stringContaining("SLACK_API_URL") },
    ]);
  });

  test("an announcement channel that is not there, or not open to the bot", async () => {
    slack.scopes.delete("chat:write.public");
    expect(troubles(await look()).map(({ check }) => check)).toEqual(["Slack scopes", "announcement channel"]);
    const channel = slack.channelByName("incidents");
    if (channel) channel.isArchived = true;
    slack.scopes.add("chat:write.public");
    expect(troubles(await look())).toMatchObject([
      { check: "announcement channel", said: expect.stringContaining("no #incidents") },
    ]);
    if (channel) channel.isArchived = false;
  });

  test("a database that is away, empty, or closed to its user", async () => {
    const away = await look({ databaseUrl: "postgres://nobody@127.0.0.1:9/none" });
    expect(troubles(away).map(({ check }) => check)).toEqual(["Postgres"]);
    const name = `doctor_${process.pid}`;
    await onServer(database.url, `create database ${name}`);
    const url = databaseUrl(database.url, name);
    const empty = troubles(await look({ databaseUrl: url, migrateDatabaseUrl: url }));
    expect(empty).toMatchObject([
      { check: "database", remedy: "Run incident-commander migrate. Starting does it too." },
    ]);
    await onServer(database.url, `drop database ${name} with (force)`);
  });

  test("a user without rights is told which tables are closed", async () => {
    const role = `stranger_${process.pid}`;
    await database.pool.query(`create role ${role} login password 'stranger'`);
    const url = new URL(database.url);
    url.username = role;
    url.password = "stranger";
    const found = troubles(await look({ databaseUrl: url.href, migrateDatabaseUrl: database.url }));
    expect(found.map(({ check }) => check)).toEqual(["database permissions"]);
    expect(found[0]?.said).toMatch(/incidents/);
    await database.pool.query(`drop role ${role}`);
  });

  test("a clock that is wrong, against Postgres and against Slack", async () => {
    const found = troubles(await look({}, () => Date.now() + 60_000));
    expect(found.map(({ check, said }) => [check, said])).toEqual([
      ["clock against Slack", expect.stringMatching(/^this machine is (59|60)\.\d s ahead$/)],
      ["clock against Postgres", expect.stringMatching(/^this machine is (59|60)\.\d s ahead$/)],
    ]);
  });

  test("a catalog, runbooks and a Redis that are not there", async () => {
    const found = troubles(
      await look({ manifestsDirectory: "/nowhere", runbooksDirectory: "/nowhere", redisUrl: "redis://127.0.0.1:9" }),
    );
    expect(found.map(({ check }) => check)).toEqual(["catalog", "runbooks", "Redis"]);
  });

  test("an environment that is not complete, before anything else", async () => {
    const findings = await diagnose({ kind: "faults", faults: ["DATABASE_URL: is missing"] }, Date.now);
    expect(report(findings)).toMatch(/✗ environment: DATABASE_URL: is missing.*1 to mend/s);
  });
});
