import { describe, expect, test } from "vitest";
import { catalogOf, shippedFiles } from "../catalog/catalog-files.ts";
import { level, type Played, play, policy } from "./play.ts";
import { ana } from "./scenario.ts";

const ladder = policy({
  ladder: [
    level("On-call", { afterMinutes: 0, unless: "acknowledged", page: ["on-call"] }),
    level("Manager", { afterMinutes: 5, unless: "acknowledged", page: ["manager"] }),
    level("Director", { afterMinutes: 15, page: ["director"] }),
    level("Outage", { afterMinutes: 30, severities: ["P0"], declaresOutage: true }),
    level("Board", {}),
  ],
});
const reached = (played: Played) => played.incident().reached.map(({ name }) => name);
const climbed = (minutes: number, played: Played) => played.strikes(minutes).filter((one) => one.startsWith("level:"));

describe("the ladder is climbed while nobody answers", () => {
  test("a level without a delay is reached by the declaration, whose page calls on-call already", () => {
    expect(play({ catalog: ladder }).events).toMatchObject([
      { kind: "incident-declared" },
      { clock: "level:On-call", pages: [] },
    ]);
  });

  test("each level calls its people at its time, once", () => {
    const played = play({ catalog: ladder });
    const [manager] = played.tick(5).filter(({ level }) => level);
    expect(manager).toMatchObject({ clock: "level:Manager", pages: [{ role: "manager" }] });
    expect(climbed(14, played)).toEqual([]);
    expect(climbed(15, played)).toEqual(["level:Director 1"]);
    expect(climbed(500, played)).toEqual([]);
  });

  test("an acknowledgement stops what waits for one, and nothing else", () => {
    const played = play({ catalog: ladder }).at(3, { kind: "acknowledge", by: ana });
    expect(played.clock("level:Manager")).toBeUndefined();
    expect(climbed(20, played)).toEqual(["level:Director 1"]);
  });

  test("resolve stops it", () => {
    const played = play({ catalog: ladder }).at(3, { kind: "resolve", by: ana, text: "fixed" });
    expect(climbed(20, played)).toEqual([]);
  });

  test("a level without a time is never climbed by itself", () => {
    const played = play({ catalog: ladder });
    played.tick(100_000);
    expect(reached(played)).not.toContain("Board");
  });

  test("a drill climbs it aloud, and calls nobody", () => {
    const played = play({ catalog: ladder, isDrill: true });
    expect(played.tick(20).flatMap(({ pages }) => pages)).toEqual([]);
    expect(reached(played)).toEqual(["On-call", "Manager", "Director"]);
  });
});

describe("a new severity plans everything anew from the declaration", () => {
  const raise = { kind: "change-severity", by: ana, severity: "P0" } as const;

  test("a level that should have been reached is called now, and is not late", () => {
    const played = play({ catalog: ladder }).at(40, raise);
    expect(played.tick(40)).toContainEqual(expect.objectContaining({ clock: "level:Outage", lateMinutes: 0 }));
    expect(played.incident().outageSince).toBeDefined();
  });

  test("levels reached stay reached", () => {
    const played = play({ catalog: ladder });
    played.tick(16);
    played.at(17, raise);
    expect(climbed(18, played)).toEqual([]);
    expect(reached(played)).toEqual(["On-call", "Manager", "Director"]);
  });

  test("raised to a severity that pages, on-call is called", () => {
    const played = play({ severity: "P3" });
    expect(played.incident().parts.page).toBeUndefined();
    expect(played.at(2, raise).incident().parts.page).toMatchObject({ kind: "pending" });
  });

  test("acknowledging is due by the new response time", () => {
    const slow = policy({
      severities: (one) => ({ ...one, responseTime: { kind: "minutes", minutes: one.level === "P0" ? 5 : 60 } }),
    });
    expect(play({ catalog: slow }).at(2, raise).due("acknowledge")).toBe(5);
    const missed = play({ catalog: slow, severity: "P0" });
    missed.tick(5);
    const lowered = missed.at(6, { kind: "change-severity", by: ana, severity: "P1" });
    expect(lowered.clock("acknowledge")).toMatchObject({ isBreached: false });
    expect(lowered.due("acknowledge")).toBe(60);
  });
});

test("architect-dashboard: manager and lead engineer at once, director and VP after 15 minutes, an outage after 30", () => {
  const shipped = catalogOf(shippedFiles());
  const services = shipped.services.filter(({ key }) => key === "architect-dashboard");
  const named = { ...shipped, services: services.map((one) => ({ ...one, key: "podcast-analytics" })) };
  const played = play({ catalog: named });
  expect(played.events).toMatchObject([
    { kind: "incident-declared" },
    { clock: "level:On-call engineer", pages: [] },
    { clock: "level:Manager and lead engineer at once", pages: [{ name: "Manager" }, { name: "Engineering Lead" }] },
  ]);
  expect(climbed(15, played)).toEqual(["level:Director and VP Engineering 1"]);
  expect(climbed(30, played)).toEqual(["level:Outage 1"]);
});
