import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { ana, ben, declared, fold, now, terms } from "./scenario.ts";

const update: IncidentEvent = {
  kind: "update-posted",
  by: ben,
  text: "Rolling back",
  from: "investigating",
  status: "identified",
  affected: "API",
  customersPercent: 37,
  etaOfResolution: "2026-11-21T04:00:00.000Z",
};
const resolved: IncidentEvent = { kind: "incident-resolved", by: ana, text: "Rolled back" };

describe("the state after events", () => {
  test("starts investigating, with the declarer as its only person", () => {
    expect(fold([declared])).toMatchObject({ status: "investigating", people: [ana], version: 1, declaredAt: now });
  });

  test("keeps what an update did not mention", () => {
    const incident = fold([
      declared,
      update,
      { ...update, text: "Done", affected: undefined, customersPercent: undefined, etaOfResolution: undefined },
    ]);
    expect(incident).toMatchObject({ affected: "API", customersPercent: 37, latestUpdate: { text: "Done" } });
  });

  test("keeps the last words when only the status changed", () => {
    expect(fold([declared, update, { ...update, text: "", status: "monitoring" }])).toMatchObject({
      status: "monitoring",
      latestUpdate: { text: "Rolling back" },
    });
  });

  test("counts everybody who acted, once", () => {
    expect(fold([declared, update, resolved])?.people).toEqual([ana, ben]);
  });

  test("ends with the words that resolved it", () => {
    expect(fold([declared, resolved])).toMatchObject({
      status: "resolved",
      resolvedAt: now,
      resolution: "Rolled back",
    });
  });

  test("a reopened incident has no end and no estimate", () => {
    const incident = fold([
      declared,
      update,
      resolved,
      { kind: "incident-reopened", by: ben, reason: "errors are back", parts: [], terms },
    ]);
    expect(incident).toMatchObject({
      status: "investigating",
      reopenedCount: 1,
      latestUpdate: { text: "errors are back" },
    });
    expect(incident?.resolvedAt).toBeUndefined();
    expect(incident?.etaOfResolution).toBeUndefined();
  });

  test("cannot begin with anything but a declaration", () => {
    expect(() => fold([resolved])).toThrow(/declaration/);
  });
});
