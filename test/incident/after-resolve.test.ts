import { describe, expect, test } from "vitest";
import { minute, play, policy } from "./play.ts";
import { ana, ben } from "./scenario.ts";

const resolve = { kind: "resolve", by: ana, text: "Rolled back" } as const;
const link = "https://wiki.example.com/inc-7";
const hour = 60;
const resolved = () => play().at(0, { kind: "assign-role", by: ana, role: "lead", person: ana }).at(0, resolve);
const confirmed = () => resolved().at(5, { kind: "confirm-resolved", by: ana });

describe("a resolved incident is watched, then confirmed", () => {
  test("resolve stops the clocks of an open incident", () => {
    expect(resolved().strikes(29)).toEqual([]);
  });

  test("after half an hour the channel is asked whether it stayed well, once", () => {
    const played = resolved();
    expect(played.strikes(30)).toEqual(["watch 1"]);
    expect(played.strikes(90)).toEqual([]);
    played.at(91, { kind: "confirm-resolved", by: ben });
    expect(played.clock("watch")).toBeUndefined();
    expect(played.refusedAt(92, { kind: "confirm-resolved", by: ana })).toMatch(/already/);
  });

  test("what is open cannot be confirmed, nor written up", () => {
    expect(play().refusedAt(1, { kind: "confirm-resolved", by: ana })).toMatch(/still investigating/);
    expect(play().refusedAt(1, { kind: "record-post-mortem", by: ana, link })).toMatch(/still investigating/);
  });

  test("a confirmed one no longer asks", () => {
    expect(confirmed().strikes(31)).toEqual([]);
  });
});

describe("a post-mortem is due within 48 hours, and chased until it is there", () => {
  test("daily, hourly in the last six hours, then daily as overdue", () => {
    const played = confirmed();
    const times: number[] = [];
    for (let strike = 1; strike <= 11; strike++) {
      const next = played.next() ?? 0;
      times.push(next / hour);
      expect(played.strikes(next)).toEqual([`post-mortem ${strike}`]);
    }
    expect(times).toEqual([24, 42, 43, 44, 45, 46, 47, 48, 72, 96, 120]);
    expect(played.clock("post-mortem")).toMatchObject({ isBreached: true, dueAt: minute(48 * hour) });
  });

  test("the lead is asked in private until it is overdue; then the channel is told, where the manager is named", () => {
    const played = confirmed();
    expect(played.tick(24 * hour)).toMatchObject([{ reminds: ana }]);
    const [overdue] = played.tick(48 * hour);
    expect(overdue).toBeDefined();
    expect(overdue?.reminds).toBeUndefined();
    expect(played.incident().terms.manager?.role).toBe("manager");
  });

  test("what was missed while nobody was there is asked once", () => {
    const played = confirmed();
    expect(played.tick(46.5 * hour)).toMatchObject([{ stage: 1, lateMinutes: 22.5 * hour }]);
    expect(played.next()).toBe(47 * hour);
  });

  test("a link ends it", () => {
    const played = resolved().at(60, { kind: "record-post-mortem", by: ben, link });
    expect(played.clock("post-mortem")).toBeUndefined();
    expect(played.refusedAt(61, { kind: "record-post-mortem", by: ben, link })).toMatch(/already/);
  });

  test.each(["", "wiki", "ftp://x.example", "https://a b", "https://x|y", `https://x/${"y".repeat(500)}`])(
    "“%s” is no link",
    (bad) => {
      expect(resolved().refusedAt(1, { kind: "record-post-mortem", by: ana, link: bad })).toMatch(/address/);
    },
  );

  test("nothing is left when all is done", () => {
    const played = confirmed().at(60, { kind: "record-post-mortem", by: ben, link });
    expect(played.next()).toBeUndefined();
  });
});

describe("reopening starts the clocks again, from now", () => {
  const reopen = { kind: "reopen", by: ben, reason: "errors are back" } as const;

  test("update and acknowledgement are due anew, and on-call is called anew", () => {
    const played = resolved().at(100, reopen);
    expect(played.due("update")).toBe(115);
    expect(played.due("acknowledge")).toBe(115);
    expect(played.incident().parts.page).toMatchObject({ kind: "pending", since: minute(100) });
    expect(played.clock("post-mortem")).toBeUndefined();
  });

  test("a post-mortem that was written is asked for again after the next resolve", () => {
    const played = confirmed().at(60, { kind: "record-post-mortem", by: ben, link }).at(100, reopen);
    expect(played.at(160, resolve).due("post-mortem")).toBe(160 + 48 * hour);
  });
});

describe("what was promised holds while the catalog changes", () => {
  const slower = policy({ severities: (one) => ({ ...one, updateIntervalMinutes: 60 }) });

  test("an interval that was changed or removed keeps holding for what is open", () => {
    const played = play().adopt(slower).at(5, { kind: "post-update", by: ana, text: "x" });
    expect(played.due("update")).toBe(20);
    expect(play({ catalog: slower }).due("update")).toBe(60);
  });

  test("a service that left the catalog is reopened with its old promises, from then", () => {
    const played = resolved().adopt({ ...slower, services: [] });
    played.at(100, { kind: "reopen", by: ben, reason: "back" });
    expect(played.due("update")).toBe(115);
    expect(played.due("acknowledge")).toBe(115);
  });
});
