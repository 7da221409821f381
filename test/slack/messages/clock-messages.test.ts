import { describe, expect, test } from "vitest";
import type { ClockKey } from "../../../src/incident/clock.ts";
import type { ClockStruck } from "../../../src/incident/event.ts";
import type { Incident } from "../../../src/incident/incident.ts";
import { card } from "../../../src/slack/messages/card.ts";
import { clockLine } from "../../../src/slack/messages/clock-line.ts";
import { clocksReply } from "../../../src/slack/messages/clocks-reply.ts";
import { reminder } from "../../../src/slack/messages/reminder.ts";
import { topic } from "../../../src/slack/messages/topic.ts";
import { ana, ben, incident, nasty, service, worstIncident } from "../incidents.ts";
import { problemsOf } from "../strict.ts";

const at = "2026-11-21T13:30:00.000Z";
const callee = { role: "manager", name: nasty, slack: "S0MANAGER1" };
const level = {
  name: nasty,
  afterMinutes: 45,
  unless: "resolved",
  page: [callee],
  announce: nasty.repeat(20),
  declaresOutage: true,
} as const;
const keys: readonly ClockKey[] = ["acknowledge", "lead", "update", "watch", "post-mortem", `level:${nasty}`];

const strike = (clock: ClockKey, more: Partial<ClockStruck> = {}): ClockStruck => ({
  kind: "clock-struck",
  clock,
  stage: 1,
  dueAt: "2026-11-21T13:20:00.000Z",
  lateMinutes: 90,
  pages: [callee, callee],
  ...(clock.startsWith("level:") ? { level } : {}),
  ...more,
});
const recorded = (event: ClockStruck) => ({ version: 9, at, event });
const asked = (base: Incident, clock: ClockKey): Incident => ({
  ...base,
  terms: { ...base.terms, levels: [level, { ...level, afterMinutes: undefined }], manager: callee },
  clocks: { [clock]: { stage: 1, struckAt: at, reminders: ["reminder-9", "event-9"] as const } },
  reached: [{ name: nasty, at }],
});

describe.each(["investigating", "resolved"] as const)(
  "Slack takes what a clock of an incident that is %s says",
  (status) => {
    const worst = worstIncident(status);

    test.each(keys)("%s in the channel", (key) => {
      const message = clockLine(asked(worst, key), strike(key), recorded(strike(key)));
      expect(message && problemsOf(message)).toEqual([]);
    });

    test.each(["update", "post-mortem"] as const)("%s in private, before it is answered and after", (key) => {
      const event = strike(key, { reminds: ana });
      expect(problemsOf(reminder(asked(worst, key), event, recorded(event)))).toEqual([]);
      expect(problemsOf(reminder(worst, event, recorded(event)))).toEqual([]);
    });

    test("on the card, in the topic and in the list of clocks", () => {
      const all = asked(worst, "update");
      expect(problemsOf(card(all, service("podcast-analytics")))).toEqual([]);
      expect(problemsOf(clocksReply(all))).toEqual([]);
      expect(topic(all).length).toBeLessThanOrEqual(250);
      expect(topic(all).match(/<!date/g)?.length ?? 0).toBe(topic(all).match(/UTC>/g)?.length ?? 0);
    });
  },
);

describe("buttons are there while they are of use", () => {
  const buttons = (message: { readonly blocks: readonly object[] } | undefined): string =>
    JSON.stringify(message?.blocks.filter((block) => "type" in block && block.type === "actions"));
  const open = incident({ roles: { lead: ben } });

  test("what is asked for has them, what was answered has none", () => {
    const event = strike("lead");
    expect(buttons(clockLine(asked(open, "lead"), event, recorded(event)))).toMatch(/take-lead/);
    expect(buttons(clockLine(open, event, recorded(event)))).toBe("[]");
  });

  test("a reminder that was put off cannot be put off again", () => {
    const event = strike("update", { reminds: ben });
    const first = asked(open, "update");
    expect(buttons(reminder(first, event, recorded(event)))).toMatch(/snooze-15.*snooze-30/);
    const again = { ...first, clocks: { update: { ...first.clocks.update, stage: 1, snoozedUntil: at } } };
    expect(buttons(reminder(again, event, recorded(event)))).not.toMatch(/snooze/);
  });

  test("what reminds somebody in private has no line in the channel", () => {
    const event = strike("update", { reminds: ben });
    expect(clockLine(open, event, recorded(event))).toBeUndefined();
  });
});

test("how late it is, is said; in time needs no words", () => {
  const text = (lateMinutes: number) =>
    JSON.stringify(clockLine(incident(), strike("lead", { lateMinutes }), recorded(strike("lead"))));
  expect(text(90)).toMatch(/1 h 30 min late/);
  expect(text(0)).not.toMatch(/late/);
});
