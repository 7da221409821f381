import { describe, expect, test } from "vitest";
import { minute, play } from "./play.ts";
import { ana, ben } from "./scenario.ts";

const lead = (person = ana) => ({ kind: "assign-role", by: person, role: "lead", person }) as const;
const update = { kind: "post-update", by: ana, text: "Rolling back" } as const;
const snooze = (minutes: number) => ({ kind: "snooze", by: ana, minutes }) as const;

describe("the next update is due at the severity's interval", () => {
  test("first from the declaration, then from each real update", () => {
    const played = play();
    expect(played.due("update")).toBe(15);
    expect(played.at(4, update).due("update")).toBe(19);
    expect(played.at(10, { ...update, text: "", status: "identified" }).due("update")).toBe(25);
  });

  test("chatter, roles, a new severity and an acknowledgement do not reset it", () => {
    const played = play()
      .at(3, { kind: "add-timeline-entry", by: ana, text: "failover started" })
      .at(4, { kind: "acknowledge", by: ben })
      .at(5, lead())
      .at(6, { kind: "change-severity", by: ana, severity: "P0" });
    expect(played.due("update")).toBe(15);
  });
});

describe("a missing update is asked for ever louder", () => {
  test("the lead in private, an interval later the channel, another one later a page, then the channel again", () => {
    const played = play().at(1, lead());
    expect(played.tick(15)).toMatchObject([{ clock: "update", stage: 1, reminds: ana, pages: [] }]);
    const [second] = played.tick(30);
    expect(second).toMatchObject({ clock: "update", stage: 2, pages: [] });
    expect(second?.reminds).toBeUndefined();
    expect(played.tick(45)).toMatchObject([{ stage: 3, pages: [{ role: "on-call" }] }]);
    expect(played.tick(60)).toMatchObject([{ stage: 4, pages: [] }]);
    expect(played.tick(75)).toMatchObject([{ stage: 5, pages: [] }]);
  });

  test("without a lead the channel is asked at once", () => {
    const struck = play()
      .tick(15)
      .find(({ clock }) => clock === "update");
    expect(struck).toMatchObject({ stage: 1, dueAt: minute(15) });
    expect(struck?.reminds).toBeUndefined();
  });

  test("a drill reminds, and pages nobody", () => {
    const played = play({ isDrill: true }).at(1, lead());
    expect([15, 30, 45, 60].flatMap((minutes) => played.tick(minutes)).flatMap(({ pages }) => pages)).toEqual([]);
    expect(played.clock("update")?.stage).toBe(4);
  });

  test("a severity that pages nobody reminds without a page", () => {
    const played = play({ severity: "P2" }).at(1, lead());
    expect([15, 30, 45].flatMap((minutes) => played.tick(minutes)).flatMap(({ pages }) => pages)).toEqual([]);
  });

  test("an update begins a new period with the lead", () => {
    const played = play().at(1, lead());
    played.tick(15);
    played.tick(30);
    played.at(33, update);
    expect(played.clock("update")).toMatchObject({ isBreached: false, stage: 0, dueAt: minute(48) });
    expect(played.tick(48)).toMatchObject([{ clock: "update", stage: 1, reminds: ana }]);
  });
});

describe("a tick strikes what is due, once", () => {
  test("too early, and a second time, it strikes nothing", () => {
    const played = play().at(1, lead());
    expect(played.strikes(14.9)).toEqual([]);
    expect(played.strikes(15)).toEqual(["update 1"]);
    expect(played.strikes(15)).toEqual([]);
    expect(played.strikes(29.9)).toEqual([]);
  });

  test("what was missed for two hours strikes once, says how late, and goes on from now", () => {
    const played = play().at(1, lead());
    expect(played.tick(135)).toMatchObject([{ clock: "update", stage: 1, lateMinutes: 120, dueAt: minute(15) }]);
    expect(played.striking("update")).toBe(150);
    expect(played.strikes(136)).toEqual([]);
  });
});

describe("a reminder can be put off, once", () => {
  test("it comes again to the lead; when the update is due does not move, nor does the interval", () => {
    const played = play().at(1, lead());
    played.tick(15);
    played.at(16, snooze(30));
    expect(played.due("update")).toBe(15);
    expect(played.striking("update")).toBe(46);
    expect(played.strikes(45)).toEqual([]);
    expect(played.tick(46)).toMatchObject([{ stage: 1, reminds: ana }]);
    expect(played.striking("update")).toBe(61);
    expect(played.tick(61)).toMatchObject([{ stage: 2 }]);
  });

  test("a second time is refused in words, until an update was posted", () => {
    const played = play().at(1, lead());
    played.tick(15);
    played.at(16, snooze(15));
    expect(played.refusedAt(17, snooze(15))).toMatch(/put off once already.*\/incident update/);
    played.at(20, update);
    played.tick(35);
    expect(played.at(36, snooze(15)).striking("update")).toBe(51);
  });

  test("before anybody was reminded it moves the first reminder, if there is one to move", () => {
    const played = play().at(1, lead());
    expect(played.refusedAt(2, snooze(5))).toMatch(/nothing to put off/);
    expect(played.at(2, snooze(20)).striking("update")).toBe(22);
    expect(played.strikes(15)).toEqual([]);
  });

  test.each([0, -5, 61, 1.5, Number.NaN])("not by %d minutes", (minutes) => {
    expect(play().refusedAt(2, snooze(minutes))).toMatch(/1 to 60 minutes/);
  });

  test("not for a resolved incident", () => {
    const played = play().at(2, { kind: "resolve", by: ana, text: "fixed" });
    expect(played.refusedAt(3, snooze(15))).toMatch(/no update is due/);
  });
});
