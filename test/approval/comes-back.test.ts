import { describe, expect, test } from "vitest";
import type { AskChange } from "../../src/approval/command.ts";
import { deadlines } from "../../src/approval/deadline.ts";
import { decideRequest } from "../../src/approval/decide.ts";
import type { RequestFacts } from "../../src/approval/decision.ts";
import { evolveRequest } from "../../src/approval/evolve.ts";
import { oweForRequest } from "../../src/approval/owe.ts";
import { planHash } from "../../src/approval/plan.ts";
import { planText } from "../../src/approval/plan-text.ts";
import { requestSurface } from "../../src/approval/surface.ts";
import type { DeployFreeze } from "../../src/catalog/change-windows.ts";
import type { Operation } from "../../src/operation/definition.ts";
import { requestMessage } from "../../src/slack/messages/request.ts";
import { toldMessage } from "../../src/slack/messages/told.ts";
import { askModal } from "../../src/slack/modals/ask-modal.ts";
import { ana, catalog, heard, incident, member, play, preview, requester, rollback, start } from "./scenario.ts";

const alarms = { alarmNames: ["production-rds-high-cpu"] };
const enable: Operation = { name: "aws.cloudwatch-enable-alarm-actions", arguments: alarms };
const silencing: Partial<AskChange> = {
  operation: { name: "aws.cloudwatch-disable-alarm-actions", arguments: alarms },
  target: "aws/production/alarm/production-rds-high-cpu",
  runbook: undefined,
  backAfter: "1h",
};

type Story = ReturnType<typeof play>;

/** Asked for, approved and made. */
function made(undo: Operation | undefined = enable, given: Partial<RequestFacts> = {}): Story {
  const story = play(silencing, given);
  story.grant();
  story.tell({ kind: "start-run", run: "run-1", preview: preview(), runbookHash: undefined });
  story.tell({ kind: "record-run-done", run: "run-1", text: "silenced", undo });
  return story;
}

const owed = (story: Story) =>
  oweForRequest(story.request, story.history.slice(-1), catalog, 0).map(({ effect }) => effect.kind);

/** The way back, as it is asked for when the time is over. */
function back(origin: Story, given: Partial<RequestFacts> = {}) {
  const facts: RequestFacts = {
    ...{ now: start, postgres: start, catalog, incident, newId: "8b1f0a52-5a53-4a7e-9f0e-2f4f2f1a0002" },
    ...{ stopped: undefined, targetHeldBy: undefined, origin: origin.request },
    ...given,
  };
  const decision = decideRequest(undefined, { kind: "bring-back", origin: origin.request.id }, facts);
  if (decision.kind === "refused") return { decision, facts, request: undefined };
  const [event] = decision.events;
  const request = evolveRequest(undefined, { version: 1, at: facts.now, event: event! });
  return { decision, facts, request };
}

const shownIncident = { id: "i-1", number: 7, isDrill: false, isPrivate: false };
const card = ({ request }: Story) =>
  JSON.stringify(
    requestMessage({
      ...{ incident: shownIncident, request },
      ...{ surface: requestSurface(request), printed: "", frozen: undefined, isGlassThere: false },
    }),
  );

describe("what must not stay as it is made has an end", () => {
  test.each([undefined, "", "90", "4m", "25h", "soon"])("an end of %j is none, and that is said", (backAfter) => {
    expect(heard(play({ ...silencing, backAfter }).first)).toBe(
      "needs-end: This comes back by itself. Say after how long: from 5m to 24h, such as 1h.",
    );
  });

  test("so has an opening of a security group", () => {
    const rule = { groupId: "sg-1", protocol: "tcp", port: "443", cidr: "10.0.0.0/8" };
    const operation = { name: "aws.ec2-authorize-security-group-ingress", arguments: rule };
    expect(heard(play({ ...silencing, operation, backAfter: undefined }).first)).toMatch(/^needs-end/);
    expect(play({ ...silencing, operation, backAfter: "30m" }).request.plan.backAfterMinutes).toBe(30);
  });

  test("of other changes none is asked for, and one that is given means nothing", () => {
    expect(play({ ...rollback, backAfter: "1h" }).request.plan.backAfterMinutes).toBeUndefined();
  });

  test("the form asks for it, with an hour or what was asked for before in it, and a wrong one is told below it", () => {
    const form = (story: Story) =>
      askModal.view({
        ...{ callbackId: "ask-again", metadata: story.request.id, choices: [story.request.plan] },
        backAfterMinutes: story.request.plan.backAfterMinutes,
      });
    expect(JSON.stringify(form(play(silencing)))).toMatch(/Comes back by itself after.*"initial_value":"1h"/);
    expect(JSON.stringify(form(play()))).not.toContain("Comes back");
    expect(JSON.stringify(form(play({ ...silencing, backAfter: "90m" })))).toContain('"initial_value":"1h30m"');
    expect(askModal.read({ end: { answer: { value: "30m" } } }).backAfter).toBe("30m");
    expect(askModal.blockOf("needs-end")).toBe("end");
  });

  test("the end is part of the plan, of its text and of what a grant names", () => {
    const { plan } = play(silencing).request;
    expect(planText(plan, preview())).toContain("Comes back by itself: 1h after it is made");
    const longer = { ...plan, backAfterMinutes: 600 };
    expect(planHash(longer, preview(), false)).not.toBe(planHash(plan, preview(), false));
  });
});

describe("once it is made", () => {
  test("the card says when it comes back; until then nothing is due, and then its way back is owed once", () => {
    const story = made();
    expect(story.request.comeBack).toEqual({ kind: "awaited", at: "2026-11-21T04:00:00.000Z" });
    expect(deadlines(story.request)).toEqual([{ at: "2026-11-21T04:00:00.000Z", clock: "incident" }]);
    expect(card(story)).toContain("Comes back by itself ");
    story.at(59);
    expect(heard(story.tell({ kind: "tick" }))).toBe("");
    story.at(75);
    expect(heard(story.tell({ kind: "tick" }))).toBe("back-due");
    expect(owed(story)).toContain("bring-back");
    expect(heard(story.tell({ kind: "tick" }))).toBe("");
    expect(deadlines(story.request)).toEqual([]);
  });

  test("what is made in a maintenance window comes back with its end, if that is earlier, and the plan says so", () => {
    const [podcast, ...others] = catalog.services;
    const night = { name: "Night", cron: "0 2 * * *", timeZone: "UTC", environments: [] };
    const until = (minutes: number) => ({
      catalog: { ...catalog, services: [{ ...podcast!, maintenanceWindows: [{ ...night, minutes }] }, ...others] },
    });
    const early = made(enable, until(90));
    expect(early.request.comeBack).toEqual({ kind: "awaited", at: "2026-11-21T03:30:00.000Z" });
    expect(planText(early.request.plan, preview())).toContain(
      "or when the maintenance window Night ends, 2026-11-21 03:30 UTC, if that is earlier",
    );
    expect(made(enable, until(600)).request.comeBack).toMatchObject({ at: "2026-11-21T04:00:00.000Z" });
  });

  test("where the run did not say how to bring it back, that is said at once", () => {
    const story = play(silencing);
    story.grant();
    story.tell({ kind: "start-run", run: "run-1", preview: preview(), runbookHash: undefined });
    story.tell({ kind: "record-run-done", run: "run-1", text: "silenced", undo: undefined });
    expect(story.request.comeBack).toEqual({ kind: "no-way" });
    expect(owed(story)).toContain("tell-person");
    expect(card(story)).toContain("It will not come back by itself");
  });

  test("so it is said where a person found out that it was made", () => {
    const story = play(silencing);
    story.grant();
    story.tell({ kind: "start-run", run: "run-1", preview: preview(), runbookHash: undefined });
    story.tell({ kind: "record-run-failed", run: "run-1", reason: "the connection broke", outcome: "unknown" });
    story.tell({ kind: "settle", by: ana, wasDone: true, text: "the console shows it" });
    story.answer(member);
    expect(owed(story)).toEqual(expect.arrayContaining(["tell-person", "show-request"]));
    const recorded = story.history.at(-1)!;
    const told = toldMessage({ incident: shownIncident, request: story.request, recorded, person: requester });
    expect(JSON.stringify(told)).toContain("It will not come back by itself");
  });

  test("in a drill nothing was made, so nothing comes back", () => {
    const story = made(enable, { incident: { ...incident, isDrill: true } });
    expect(story.request.comeBack).toBeUndefined();
    expect(deadlines(story.request)).toEqual([]);
  });

  test("its card says nothing of an end where it was never made", () => {
    const story = play(silencing);
    expect(card(story)).toContain("Comes back by itself 1h after it is made.");
    story.tell({ kind: "withdraw", by: requester });
    expect(card(story)).not.toContain("by itself 1h");
  });

  test("undone by somebody earlier, there is nothing left to do", () => {
    const story = made();
    const told = { kind: "record-back", by: "other", isBack: true, text: "It was undone. enabled" } as const;
    expect(heard(story.tell(told))).toBe("came-back");
    story.at(61);
    expect(heard(story.tell({ kind: "tick" }))).toBe("");
    expect(heard(story.tell(told))).toBe("");
    expect(card(story)).toMatch(/It came back /);
    expect(card(story)).not.toContain("Undo…");
  });
});

describe("when its time is over", () => {
  const due = () => {
    const story = made();
    story.at(60);
    story.tell({ kind: "tick" });
    return story;
  };

  test("the way back is a request of its own: the undo of the run, under the approval that it had", () => {
    const { request, facts } = back(due());
    expect(request).toMatchObject({
      ...{ requester, undoes: "8b1f0a52-5a53-4a7e-9f0e-2f4f2f1a0001", isDryRun: false },
      agreedBefore: [{ person: ana, as: "a lead of podcast" }],
      plan: { operation: enable, target: silencing.target },
    });
    const shown = { kind: "record-preview", request: request!.id, requester: member, preview: preview() } as const;
    const decision = decideRequest(request, shown, facts);
    expect(heard(decision)).toBe("plan-previewed granted");
  });

  test("attack: it is asked for before its time, twice, or of something that stays", () => {
    expect(heard(back(made()).decision)).toMatch(/^not-open/);
    const story = due();
    story.tell({ kind: "record-back", by: "child", isBack: true, text: "enabled" });
    expect(heard(back(story).decision)).toMatch(/^not-open/);
    expect(heard(back(play()).decision)).toMatch(/^not-open/);
  });

  test("neither a maintenance window nor a deploy freeze holds it back, CHANGES=off does", () => {
    const sales: DeployFreeze = {
      ...{ name: "Sales", reason: "full", timeZone: "UTC", environments: [], changes: "refused" },
      when: { kind: "once", from: "2026-11-21T00:00", until: "2026-11-22T00:00" },
    };
    const frozen = { ...catalog, organization: { ...catalog.organization, deployFreezes: [sales] } };
    const { request, facts } = back(due(), { catalog: frozen });
    const shown = { kind: "record-preview", request: request!.id, requester: member, preview: preview() } as const;
    expect(heard(decideRequest(request, shown, facts))).toBe("plan-previewed granted");
    expect(heard(back(due(), { stopped: "Changes are switched off." }).decision)).toMatch(/^changes-stopped/);
  });

  test("what became of it is told by the change it ends: nobody hears of it twice, or where all is well", () => {
    const { request, facts } = back(due());
    const so = { kind: "record-no-preview", request: request!.id, reason: "they are on already", isSo: true } as const;
    const decision = decideRequest(request, so, facts);
    const events = decision.kind === "accepted" ? decision.events : [];
    const recorded = events.map((event) => ({ version: 2, at: start, event }));
    const kinds = oweForRequest(recorded.reduce(evolveRequest, request!), recorded, catalog, 0).map(
      ({ effect }) => effect.kind,
    );
    expect(kinds).toEqual(["show-request", "tell-origin"]);
  });

  test("nobody calls it off: who asked for it agreed to the end, too", () => {
    const { request, facts } = back(due());
    const withdraw = { kind: "withdraw", request: request!.id, by: requester } as const;
    expect(heard(decideRequest(request, withdraw, facts))).toMatch(/^not-yours/);
  });

  test("what became of it is told on the card of the change; a failure aloud, with the way to mend it", () => {
    const story = due();
    const failed = { kind: "record-back", by: "child", isBack: false, text: "AWS answered 403." } as const;
    expect(heard(story.tell(failed))).toBe("not-come-back");
    expect(owed(story)).toEqual(["tell-person", "show-request"]);
    expect(card(story)).toMatch(/It has not come back by itself.*AWS answered 403.*Undo…/);
    expect(heard(story.tell(failed))).toBe("");
    expect(heard(story.tell({ ...failed, isBack: true, text: "enabled" }))).toBe("came-back");
    expect(story.request.comeBack).toMatchObject({ kind: "back", request: "child" });
  });
});
