import { expect, test } from "vitest";
import { responseDue } from "../../src/catalog/response-due.ts";
import type { BusinessCalendar, ResponseTime, Severity } from "../../src/catalog/types.ts";

const lisbon: BusinessCalendar = {
  timeZone: "Europe/Lisbon",
  days: [1, 2, 3, 4, 5],
  from: "09:00",
  to: "18:00",
  holidays: ["2026-12-25", "2027-01-01"],
};

const promising = (responseTime: ResponseTime): Severity => ({
  level: "P3",
  name: "Low",
  description: "Low",
  examples: [],
  responseTime,
  updateIntervalMinutes: 60,
  notify: "ticket",
});

const nextBusinessDay = promising({ kind: "next-business-day" });

test("minutes count around the clock, weekend or not", () => {
  expect(responseDue(promising({ kind: "minutes", minutes: 240 }), lisbon, "2026-11-21T23:30:00Z")).toBe(
    "2026-11-22T03:30:00.000Z",
  );
});

test("where nothing is promised nothing is due", () => {
  expect(responseDue(promising({ kind: "none" }), lisbon, "2026-11-21T23:30:00Z")).toBeUndefined();
});

test.each([
  ["Monday morning is due on Tuesday at the close of business", "2026-11-23T10:00:00Z", "2026-11-24T18:00:00.000Z"],
  ["Friday is due on Monday", "2026-11-20T10:00:00Z", "2026-11-23T18:00:00.000Z"],
  ["Saturday is due on Monday", "2026-11-21T10:00:00Z", "2026-11-23T18:00:00.000Z"],
  ["a holiday and the weekend after it are no business days", "2026-12-24T10:00:00Z", "2026-12-28T18:00:00.000Z"],
  ["in summer the close of business is an hour earlier in UTC", "2027-07-01T10:00:00Z", "2027-07-02T17:00:00.000Z"],
  ["over the change to winter time the local close holds", "2026-10-23T10:00:00Z", "2026-10-26T18:00:00.000Z"],
  ["an offset is understood", "2026-11-23T00:30:00+02:00", "2026-11-23T18:00:00.000Z"],
])("%s", (_policy, from, due) => {
  expect(responseDue(nextBusinessDay, lisbon, from)).toBe(due);
});

test("the day of declaration is the calendar's, not UTC's", () => {
  const auckland = { ...lisbon, timeZone: "Pacific/Auckland" };
  // Sunday evening in UTC is Monday morning in Auckland.
  expect(responseDue(nextBusinessDay, auckland, "2026-11-22T20:00:00Z")).toBe("2026-11-24T05:00:00.000Z");
});
