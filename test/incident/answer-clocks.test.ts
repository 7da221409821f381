import { describe, expect, test } from "vitest";
import { minute, play, policy } from "./play.ts";
import { ana, ben } from "./scenario.ts";

const none = policy({ severities: (one) => ({ ...one, responseTime: { kind: "none" } }) });
const businessDay = policy({ severities: (one) => ({ ...one, responseTime: { kind: "next-business-day" } }) });

describe("somebody must acknowledge within the severity's response time", () => {
  test("else it is said once, on-call is called again, and the clock stays missed", () => {
    const played = play();
    expect(played.due("acknowledge")).toBe(15);
    const struck = played.tick(15).find(({ clock }) => clock === "acknowledge");
    expect(struck).toMatchObject({ stage: 1, pages: [{ role: "on-call" }] });
    expect(played.strikes(200)).not.toContain("acknowledge 2");
    expect(played.clock("acknowledge")).toMatchObject({ isBreached: true });
  });

  test.each([
    ["acknowledging", { kind: "acknowledge", by: ben }],
    ["taking the lead", { kind: "assign-role", by: ben, role: "lead", person: ben }],
    ["posting an update", { kind: "post-update", by: ben, text: "On it" }],
  ] as const)("%s answers it", (_, command) => {
    const played = play().at(3, command);
    expect(played.clock("acknowledge")).toBeUndefined();
    expect(played.incident().acknowledged).toEqual({ at: minute(3), by: ben });
  });

  test("being given the lead does not: that person may be asleep", () => {
    const played = play().at(3, { kind: "assign-role", by: ana, role: "lead", person: ben });
    expect(played.due("acknowledge")).toBe(15);
  });

  test("whoever answered first is remembered, and told to the next", () => {
    const played = play().at(2, { kind: "acknowledge", by: ben });
    expect(played.refusedAt(3, { kind: "acknowledge", by: ana })).toMatch(/already/);
    played.at(4, { kind: "post-update", by: ana, text: "x" });
    expect(played.incident().acknowledged?.by).toBe(ben);
  });

  test("where no time is promised there is no clock", () => {
    expect(play({ catalog: none }).clock("acknowledge")).toBeUndefined();
  });

  test("the next business day ends when the calendar says so", () => {
    // Declared on Saturday 21 November 2026 at 03:00; Monday closes at 17:00.
    expect(play({ catalog: businessDay }).clock("acknowledge")?.dueAt).toBe("2026-11-23T17:00:00.000Z");
  });
});

describe("somebody must lead within five minutes", () => {
  test("else the channel is asked, once", () => {
    const played = play();
    expect(played.strikes(5)).toEqual(["lead 1"]);
    expect(played.clock("lead")?.isBreached).toBe(true);
    expect(played.strikes(10)).toEqual([]);
  });

  test("a lead stops it", () => {
    const played = play().at(2, { kind: "assign-role", by: ana, role: "lead", person: ben });
    expect(played.clock("lead")).toBeUndefined();
  });
});

test("messages that asked for it are known until it is answered, and by the event that answers", () => {
  const played = play();
  played.tick(5);
  expect(played.incident().clocks.lead?.reminders).toEqual(["event-2"]);
  played.at(6, { kind: "assign-role", by: ana, role: "lead", person: ana });
  expect(played.incident().clocks.lead).toEqual({ stage: 0, reminders: ["event-2"] });
  played.at(7, { kind: "post-update", by: ana, text: "x" });
  expect(played.incident().clocks.lead).toBeUndefined();
});
