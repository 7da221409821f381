import { describe, expect, test } from "vitest";
import { requestSurface } from "../../src/approval/surface.ts";
import type { DeployFreeze } from "../../src/catalog/change-windows.ts";
import type { Catalog } from "../../src/catalog/types.ts";
import { Fault } from "../../src/clients/fault.ts";
import { findableFor } from "../../src/effects/change/findable-for.ts";
import type { Membership } from "../../src/effects/membership.ts";
import { requestMessage } from "../../src/slack/messages/request.ts";
import { planView } from "../../src/slack/modals/plan-view.ts";
import { problemsOf, problemsOfView } from "../slack/strict.ts";
import { ana, ben, catalog, deletion, heard, member, play, preview } from "./scenario.ts";

// The story begins on Saturday 2026-11-21 at 03:00 UTC.
const [podcast, ...others] = catalog.services;

/** Changes of the podcast are meant to be made from this hour on, UTC, for so many minutes. */
const windowAt = (hour: number, minutes: number): Catalog => ({
  ...catalog,
  services: [
    {
      ...podcast!,
      maintenanceWindows: [
        { name: "Night", cron: `0 ${hour} * * *`, timeZone: "UTC", minutes, environments: ["production"] },
      ],
    },
    ...others,
  ],
});

const freezeFrom = (from: string, changes: DeployFreeze["changes"] = "one-more-approver"): Catalog => ({
  ...catalog,
  organization: {
    ...catalog.organization,
    deployFreezes: [
      {
        ...{ name: "Black Friday", reason: "The shop is full", timeZone: "UTC", environments: [], changes },
        when: { kind: "once", from, until: "2026-11-21T08:00" },
      },
    ],
  },
});

const standing = "2026-11-21T00:00";
const kindsOf = (story: ReturnType<typeof play>) => story.history.map(({ event }) => event.kind);

describe("given a maintenance window", () => {
  test("when it is open, as many must agree as at any time", () => {
    const story = play({}, { catalog: windowAt(2, 180) });
    expect(story.request.needed).toEqual({ ...play().request.needed });
    expect(heard(story.grant())).toBe("granted");
  });

  test("when it is closed, one more must agree, and the request says why and when the next begins", () => {
    const story = play({}, { catalog: windowAt(4, 60) });
    expect(story.request.needed).toMatchObject({
      count: 2,
      oneMore: ["Outside the maintenance windows; the next, Night, begins 2026-11-21 04:00 (UTC): one more approver."],
    });
    story.preview();
    expect(heard(story.approve(ana))).toBe("vote-counted");
    expect(heard(story.approve(ben))).toBe("vote-counted quorum-met");
    expect(heard(story.confirm({ [ana]: member, [ben]: member }))).toBe("granted");
    expect(heard(story.run())).toBe("run-started");
  });

  test("when it is closed, what cannot be taken back needs three", () => {
    expect(play(deletion, { catalog: windowAt(4, 60) }).request.needed.count).toBe(3);
  });

  test("when it ends before the vote, the vote counts and one more is waited for", () => {
    const story = play({}, { catalog: windowAt(2, 65) });
    story.preview();
    story.at(6);
    expect(heard(story.approve(ana))).toBe("more-needed vote-counted");
    expect(story.request.needed.count).toBe(2);
    expect(story.state).toMatchObject({ kind: "open", since: "2026-11-21T03:00:00.000Z" });
    expect(heard(story.approve(ben))).toBe("vote-counted quorum-met");
    expect(heard(story.confirm({ [ana]: member, [ben]: member }))).toBe("granted");
  });

  test("when it ends while the voters are looked up, nobody is asked to vote again", () => {
    const story = play({}, { catalog: windowAt(2, 65) });
    story.preview();
    expect(heard(story.approve(ana))).toBe("vote-counted quorum-met");
    story.at(6);
    expect(heard(story.confirm({ [ana]: member }))).toBe("more-needed");
    expect(heard(story.approve(ben))).toBe("vote-counted quorum-met");
    expect(heard(story.confirm({ [ana]: member, [ben]: member }))).toBe("granted");
  });

  test("when it ends between the grant and the run, nothing runs before one more has agreed", () => {
    const story = play({}, { catalog: windowAt(2, 64) });
    story.grant();
    story.at(4);
    expect(heard(story.run())).toBe("more-needed");
    expect(story.state).toMatchObject({ kind: "open", until: "2026-11-21T03:19:00.000Z" });
    expect(heard(story.run())).toMatch(/^not-granted/);
    story.approve(ben);
    expect(heard(story.confirm({ [ana]: member, [ben]: member }))).toBe("granted");
    expect(heard(story.run())).toBe("run-started");
    expect(kindsOf(story).filter((kind) => kind === "run-started")).toHaveLength(1);
  });

  test("when it opens after it was asked for, what was asked for stays needed", () => {
    const story = play({}, { catalog: windowAt(3, 60), now: "2026-11-21T02:58:00.000Z" });
    expect(story.request.needed.count).toBe(2);
    story.at(0);
    story.preview();
    expect(heard(story.approve(ana))).toBe("vote-counted");
    expect(story.request.needed.count).toBe(2);
  });

  test("other rules than before still end the request, whatever the hour", () => {
    const story = play({}, { catalog: windowAt(4, 60) });
    story.preview();
    const rules = [{ risk: "change", environments: [], approvers: [], count: 3, thenAsk: [] }] as const;
    const closed = windowAt(4, 60);
    story.so({ catalog: { ...closed, organization: { ...closed.organization, approvals: rules } } });
    expect(heard(story.approve(ana))).toBe("voided");
  });

  test("break-glass opens it: that is what it is for", () => {
    const story = play({}, { catalog: windowAt(4, 60) });
    story.preview();
    story.tell({ kind: "break-glass", by: ana, reason: "Everything is down" });
    expect(heard(story.answer(member))).toBe("glass-broken");
    expect(heard(story.run())).toBe("run-started");
  });
});

describe("given a deploy freeze of the catalog", () => {
  test("one more must agree while it stands, and it is named with its end", () => {
    const story = play({}, { catalog: freezeFrom(standing) });
    expect(story.request.needed).toMatchObject({
      count: 2,
      oneMore: ["Deploy freeze Black Friday until 2026-11-21 08:00 (UTC), The shop is full: one more approver."],
    });
  });

  test("it begins between the grant and the run: one more is waited for", () => {
    const story = play({}, { catalog: freezeFrom("2026-11-21T03:02") });
    story.grant();
    story.at(3);
    expect(heard(story.run())).toBe("more-needed");
  });

  test("break-glass never goes through it, nor when it begins after the glass was broken", () => {
    const story = play({}, { catalog: freezeFrom(standing) });
    story.preview();
    const broken = story.tell({ kind: "break-glass", by: ana, reason: "Everything is down" });
    expect(heard(broken)).toMatch(/^not-allowed: During a deploy freeze nobody decides alone\. Deploy freeze Black/);

    const later = play({}, { catalog: freezeFrom("2026-11-21T03:02") });
    later.preview();
    later.tell({ kind: "break-glass", by: ana, reason: "Everything is down" });
    expect(heard(later.answer(member))).toBe("glass-broken");
    later.at(3);
    expect(heard(later.run())).toBe("voided");
  });

  test("where it refuses changes, nothing is asked for, voted on or run, and its end is said", () => {
    const said = /^changes-stopped: Deploy freeze Black Friday until 2026-11-21 08:00 \(UTC\)/;
    expect(heard(play({}, { catalog: freezeFrom(standing, "refused") }).first)).toMatch(said);

    const beginsLater = { catalog: freezeFrom("2026-11-21T03:02", "refused") };
    const voting = play({}, beginsLater);
    voting.preview();
    voting.at(3);
    expect(heard(voting.tell({ kind: "approve", by: ana }))).toMatch(said);

    const granted = play({}, beginsLater);
    granted.grant();
    granted.at(3);
    expect(heard(granted.run("run-1", preview()))).toBe("voided");
    expect(granted.state).toMatchObject({ reason: expect.stringContaining("nothing is changed before it ends") });
  });
});

describe("the card and the whole plan", () => {
  const shown = (story: ReturnType<typeof play>, findable?: number) => {
    const { request } = story;
    const about = { id: "i-1", number: 7, isDrill: false, isPrivate: false };
    const surface = requestSurface(request);
    const card = { incident: about, request, surface, printed: "", frozen: undefined, isGlassThere: false, findable };
    return JSON.stringify([requestMessage(card), planView(request)]);
  };

  test("both say why one more must agree, for as long as they are read", () => {
    const story = play({}, { catalog: windowAt(4, 60) });
    story.preview();
    const why =
      /Outside the maintenance windows; the next, Night, begins 2026-11-21 04:00 \(UTC\): one more approver\./g;
    expect(shown(story).match(why)).toHaveLength(2);
    story.tell({ kind: "withdraw", by: story.request.requester });
    expect(shown(story).match(why)).toHaveLength(2);
    expect(shown(play())).not.toContain("one more");
  });

  test("a strict Slack takes a card under many long freezes", () => {
    const { organization } = freezeFrom(standing);
    const [one] = organization.deployFreezes;
    const many = Array.from({ length: 20 }, () => ({ ...one!, reason: "r".repeat(3000) }));
    const story = play({}, { catalog: { ...catalog, organization: { ...organization, deployFreezes: many } } });
    story.preview();
    const { request } = story;
    const about = { id: "i-1", number: 7, isDrill: false, isPrivate: false };
    const rest = { printed: "", frozen: undefined, isGlassThere: true, findable: 1 };
    const card = requestMessage({ incident: about, request, surface: requestSurface(request), ...rest });
    expect([...problemsOf(card), ...problemsOfView(planView(request))]).toEqual([]);
  });

  test("the card says when there are not as many people as must agree", () => {
    const story = play({}, { catalog: windowAt(4, 60) });
    story.preview();
    expect(shown(story, 1)).toContain("Only one person can be found who may decide this, and 2 are needed.");
  });

  test("of too few nothing is said while somebody among them cannot be looked up", async () => {
    const { request } = play(deletion);
    const groups = async () => [{ id: "S1", handle: "podcast-leads", users: ["UANA0001", "UBEN0001"] }];
    const asking = (other: Membership) =>
      findableFor(request, {
        groups,
        membership: async (person) => (person.endsWith("UANA0001") ? { kind: "member", as: "Ana" } : other),
      });
    expect(await asking({ kind: "not-member", reason: "a guest" })).toBe(1);
    expect(await asking({ kind: "unknown", reason: "Slack is busy" })).toBeUndefined();
    expect(await asking({ kind: "member", as: "Ben" })).toBeUndefined();
    const fault = new Fault("missing_scope", {
      service: "slack",
      code: "missing_scope",
      retry: { kind: "never" },
      outcome: "not-done",
    });
    const named = { ...request, needed: { ...request.needed, approvers: ["UANA0001", "podcast-leads"] } };
    const blind = {
      groups: () => Promise.reject(fault),
      membership: async () => ({ kind: "member", as: "Ana" }) as const,
    };
    expect(await findableFor(named, blind)).toBeUndefined();
  });
});
