import { describe, expect, test } from "vitest";
import { type CheckRound, openRound, tickRound } from "../../src/runbook/check-round.ts";
import { checkItemsOf, lastDue, nextDue, schedulesOf } from "../../src/runbook/checks.ts";

const file = (schedule: string, body = "") => ({
  path: "podcast-analytics/checks.md",
  text: `---\nschedule:\n${schedule}\n---\n# Checks\n${body}`,
});
const daily = { service: "podcast-analytics", list: "Daily", cron: "0 8 * * *", timeZone: "Europe/Lisbon" };

describe("a schedule", () => {
  test("belongs to the service of its folder, in UTC unless said otherwise", () => {
    expect(schedulesOf(file('  - { name: Daily, cron: "0 8 * * *" }')).schedules).toEqual([
      { ...daily, timeZone: "UTC" },
    ]);
  });

  test.each([
    ["a cron that means nothing", '  - { name: Daily, cron: "every day" }'],
    ["a time zone nobody knows", '  - { name: Daily, cron: "0 8 * * *", timeZone: Mars/Olympus }'],
  ])("with %s is left out and named", (_, schedule) => {
    const { schedules, problems } = schedulesOf(file(schedule));
    expect(schedules).toEqual([]);
    expect(problems[0]).toMatch(/^podcast-analytics\/checks\.md: Daily: ./);
  });

  test("keeps its hour in its own time zone when summer time ends", () => {
    expect(nextDue(daily, "2026-10-24T12:00:00.000Z")).toBe("2026-10-25T08:00:00.000Z");
    expect(nextDue(daily, "2026-10-23T12:00:00.000Z")).toBe("2026-10-24T07:00:00.000Z");
  });

  test("was last due at the newest time that is not in the future, this very second included", () => {
    expect(lastDue(daily, "2026-11-21T07:59:59.000Z")).toBe("2026-11-20T08:00:00.000Z");
    expect(lastDue(daily, "2026-11-21T08:00:00.000Z")).toBe("2026-11-21T08:00:00.000Z");
  });
});

test("a box and the commands below it are one item", () => {
  const body =
    "\n## Daily\n\n- [ ] The backup is there\n\n  ```bash\n  aws s3 ls s3://b/\n  ```\n\n- [ ] Disks\n\n## Weekly\n\n- [ ] Restore\n";
  const items = checkItemsOf(file("  - { name: Daily, cron: '0 8 * * *' }", body), "Daily");
  expect(items.map(({ text, commands }) => [text, commands])).toEqual([
    ["The backup is there", ["aws s3 ls s3://b/"]],
    ["Disks", []],
  ]);
});

describe("a round", () => {
  const item = (key: string) => ({ key, text: key, commands: [] });
  const facts = (day: number) => ({
    id: `round-${day}`,
    dueAt: `2026-11-${day}T08:00:00.000Z`,
    now: `2026-11-${day}T08:00:01.000Z`,
  });
  const first = openRound(daily, [item("backup"), item("disks")], undefined, facts(20));
  const tick = (round: CheckRound, key: string, isTicked = true) =>
    tickRound(round, { item: key, isTicked, by: "T1/U1", at: "2026-11-20T09:00:00.000Z" });

  test("carries over what was left undone, with the day it is open since, however many rounds ago", () => {
    const second = openRound(daily, [item("backup"), item("disks")], tick(first, "disks"), facts(21));
    const third = openRound(daily, [item("backup"), item("disks")], second, facts(22));
    expect(second.items.map(({ openSince }) => openSince)).toEqual(["2026-11-20T08:00:00.000Z", undefined]);
    expect(third.items.map(({ openSince }) => openSince)).toEqual([
      "2026-11-20T08:00:00.000Z",
      "2026-11-21T08:00:00.000Z",
    ]);
  });

  test("keeps what was left undone although the list no longer names it", () => {
    const next = openRound(daily, [item("disks")], first, facts(21));
    expect(next.items.map(({ key }) => key)).toEqual(["disks", "backup"]);
  });

  test("remembers who ticked first; ticking again, an unknown box and a round that is over change nothing", () => {
    const ticked = tick(first, "backup");
    expect(tickRound(ticked, { item: "backup", isTicked: true, by: "T1/U2", at: "2026-11-20T10:00:00.000Z" })).toBe(
      ticked,
    );
    expect(tick(first, "nothing")).toBe(first);
    const over = { ...first, closedAt: "2026-11-21T08:00:00.000Z" };
    expect(tick(over, "backup")).toBe(over);
  });

  test("lets a tick be taken back", () => {
    expect(tick(tick(first, "backup"), "backup", false).items[0]?.tick).toBeUndefined();
  });
});
