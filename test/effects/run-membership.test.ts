import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSlackClient } from "../../src/clients/slack.ts";
import { createMembership, type FindMembership } from "../../src/effects/membership.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { quiet } from "../quiet.ts";

let slack: SlackWorkspace;
let membership: FindMembership;
let nowMs = 0;

beforeAll(async () => {
  slack = await createSlackWorkspace();
  const { botToken, apiUrl } = slack;
  const client = createSlackClient({ token: botToken, apiUrl, log: quiet });
  membership = createMembership({ slack: client.interactive, now: () => nowMs });
});
afterAll(() => slack.stop());

const ask = (person: string, entries: readonly string[], fresh = false) =>
  membership(`T0SANDBOX1/${slack.person(person).id}`, entries, { fresh });

describe("who is one of those that the catalog names", () => {
  test("groups count by handle and by id, people by id", async () => {
    expect(await ask("ada", ["oncall"])).toEqual({ kind: "member", as: expect.stringMatching(/^Ada .*, in oncall$/) });
    expect(await ask("ada", ["@oncall"])).toMatchObject({ kind: "member" });
    expect(await ask("fatima", ["S0DATABASE"])).toMatchObject({ kind: "member" });
    expect(await ask("elena", ["oncall", "U0ELENA001"])).toEqual({
      kind: "member",
      as: expect.stringMatching(/^Elena .*, named in the catalog$/),
    });
  });

  test("whoever is in none of them is not, and a group that Slack does not know is named", async () => {
    expect(await ask("elena", ["oncall", "dragons"])).toEqual({
      kind: "not-member",
      reason: "not one of oncall, dragons; Slack has no user group dragons",
    });
  });

  test("guests and people of other workspaces never count, even where they are named", async () => {
    expect(await ask("gus", ["U0GUEST001"])).toMatchObject({
      kind: "not-member",
      reason: "a guest, and guests never count",
    });
    expect(await ask("petra", ["U0STRANGER"])).toMatchObject({ kind: "not-member" });
    // The same user id, said to be of another workspace.
    expect(await membership("T0PARTNER1/U0ADA00001", ["oncall"])).toMatchObject({
      kind: "not-member",
      reason: "of another workspace, and its people never count",
    });
    expect(await membership("T0SANDBOX1/U0NOBODY00", ["oncall"])).toMatchObject({ kind: "not-member" });
  });

  test("what cannot be looked up is a no, and is said; afterwards it is looked up again", async () => {
    nowMs += 120_000;
    const cure = slack.faults.add({ method: "usergroups.list", kind: "error", error: "missing_scope" });
    expect(await ask("ben", ["oncall"])).toMatchObject({
      kind: "unknown",
      reason: expect.stringMatching(/missing_scope.*usergroups:read/),
    });
    cure();
    expect(await ask("ben", ["oncall"])).toMatchObject({ kind: "member" });
  });

  test("an answer is remembered for a minute, unless a fresh one is asked for", async () => {
    const calls = () => slack.calls.filter(({ method }) => method === "usergroups.list").length;
    await ask("ada", ["oncall"]);
    const before = calls();
    nowMs += 59_000;
    await ask("ada", ["oncall"]);
    expect(calls()).toBe(before);
    await ask("ada", ["oncall"], true);
    expect(calls()).toBe(before + 1);
    nowMs += 60_001;
    await ask("ada", ["oncall"]);
    expect(calls()).toBe(before + 2);
  });
});
