import { describe, expect, test } from "vitest";
import { clocksOf } from "../../src/incident/clock.ts";
import type { IncidentEvent } from "../../src/incident/event.ts";
import type { MergedIncident } from "../../src/incident/incident.ts";
import { isSimilar, similarOf } from "../../src/incident/similar.ts";
import { ana, ben, declared, fold, given, id, terms } from "./scenario.ts";

const other: MergedIncident = {
  id: "6b1f0a52-5a53-4a7e-9f0e-2f4f2f1a0002",
  number: 9,
  title: "Payments fail",
  status: "investigating",
  isDrill: false,
  isPrivate: false,
};
const merge = (into: MergedIncident = other) => ({ kind: "merge", incident: id, by: ana, into }) as const;
const merged: IncidentEvent = { kind: "incident-merged", by: ana, into: other };

describe("merging", () => {
  test("ends the duplicate, without a watch and without a post-mortem", () => {
    given(declared).when(merge()).happens(merged);
    const incident = fold([declared, merged]);
    expect(incident).toMatchObject({
      status: "resolved",
      resolution: "The same as INC-9: Payments fail",
      mergedInto: { number: 9 },
    });
    expect(incident && clocksOf(incident)).toEqual([]);
  });

  test("goes into another that is open", () => {
    given(declared)
      .when(merge({ ...other, id }))
      .refuses("bad-target", /into itself/);
    given(declared)
      .when(merge({ ...other, status: "resolved" }))
      .refuses("bad-target", /INC-9 is resolved/);
    given(declared, merged)
      .when(merge())
      .refuses("already-resolved", /resolved/);
  });

  test("never tells in public of a private one, nor takes a drill for real", () => {
    given(declared)
      .when(merge({ ...other, isPrivate: true }))
      .refuses("bad-target", /private/);
    given({ ...declared, isPrivate: true })
      .when(merge())
      .refuses("bad-target", /private/);
    given(declared)
      .when(merge({ ...other, isDrill: true }))
      .refuses("bad-target", /drill/);
  });

  test("brings the people over, once", () => {
    const asked = { kind: "record-duplicate", incident: id, by: ana, duplicate: other, people: [ana, ben] } as const;
    const { incident: _, ...rest } = asked;
    const recorded: IncidentEvent = { ...rest, kind: "duplicate-recorded" };
    given(declared).when(asked).happens(recorded);
    given(declared, recorded).when(asked).changesNothing();
    expect(fold([declared, recorded])?.people).toEqual([ana, ben]);
  });

  test("a duplicate that is opened again is an incident like any other", () => {
    const again = fold([
      declared,
      merged,
      { kind: "incident-reopened", by: ana, reason: "not the same", parts: [], terms },
    ]);
    expect(again).toMatchObject({ status: "investigating", mergedInto: undefined });
  });
});

describe("similar titles", () => {
  test.each([
    ["API error rate at 37%", "API error rate at 42%"],
    ["Comments are not shown", "comments not shown!"],
    ["Login fails", "Login fails for EU users"],
    ["API down", "The API is down"],
  ])("%s ~ %s", (one, another) => {
    expect(isSimilar(one, another)).toBe(true);
    expect(isSimilar(another, one)).toBe(true);
  });

  test.each([
    ["API down", "Database down"],
    ["Glitch 1", "Glitch 2"],
    ["Disk full on db-1", "Certificate expires on db-1"],
    ["!!!", "???"],
  ])("%s is not %s", (one, another) => {
    expect(isSimilar(one, another)).toBe(false);
  });

  test("only open incidents of the same service count, and drills are for drills", () => {
    const open = fold([declared]);
    if (!open) throw new Error("nothing was declared");
    const asked = { title: open.title, service: open.service, isDrill: false };
    expect(similarOf(asked, [open])).toEqual([open]);
    expect(similarOf({ ...asked, service: "blog-engine" }, [open])).toEqual([]);
    expect(similarOf({ ...asked, isDrill: true }, [open])).toEqual([]);
    expect(similarOf(asked, [{ ...open, status: "resolved" }])).toEqual([]);
  });
});
