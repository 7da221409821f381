import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { parts } from "../../src/incident/incident.ts";
import { owe } from "../../src/incident/owe.ts";
import { effectOfPart, partOfEffect } from "../../src/incident/part-effect.ts";
import { ana, ben, catalog, declared, fold, record, terms } from "./scenario.ts";

const opened: IncidentEvent = { kind: "channel-opened", channel: { id: "C1", name: "inc-1" } };
const toP0: IncidentEvent = { kind: "severity-changed", by: ana, from: "P1", to: "P0", parts: [], terms };

/** The effects owed for the last of these events, in the order they are performed. */
const owedFor = (...events: readonly IncidentEvent[]) => {
  const incident = fold(events);
  if (!incident) throw new Error("nothing was declared");
  return [...owe(incident, record(events).slice(-1), catalog)].sort((a, b) => a.priority - b.priority);
};

const names = (...events: readonly IncidentEvent[]): string[] =>
  owedFor(...events).map(({ effect }) => (effect.kind === "show" ? effect.surface : effect.kind));

describe("what the world is owed", () => {
  test("a declaration pages before it opens the channel", () => {
    expect(names(declared)).toEqual(["page", "open-channel", "announcement"]);
  });

  test("a channel gets its card before what merely helps", () => {
    expect(names(declared, opened)).toEqual(["card", "announcement", "invite", "set-topic", "add-bookmarks"]);
  });

  test("the card is pinned once it is there", () => {
    expect(names(declared, opened, { kind: "part-done", part: "card" })).toEqual(["card", "pin-card"]);
  });

  test("a new severity shows everywhere, with a line in the channel", () => {
    expect(names(declared, opened, toP0)).toEqual(["card", "announcement", "tell", "set-topic"]);
  });

  test("before the channel is open only the announcement follows", () => {
    expect(names(declared, toP0)).toEqual(["announcement"]);
  });

  test("a private incident is never announced", () => {
    expect(names({ ...declared, isPrivate: true, parts: ["channel", "card"] }, opened, toP0)).not.toContain(
      "announcement",
    );
  });

  test("who takes a role is invited", () => {
    const owed = owedFor(declared, opened, { kind: "role-assigned", by: ana, role: "lead", person: ben });
    expect(owed.map(({ effect }) => effect)).toContainEqual({ kind: "invite", people: [ben] });
  });

  test("a timeline entry owes its line in the channel", () => {
    expect(names(declared, opened, { kind: "timeline-entry-added", by: ana, text: "x" })).toEqual(["tell"]);
  });

  test("a part that failed is shown on the card a moment later, together with the others", () => {
    const [owed] = owedFor(declared, opened, { kind: "part-failed", part: "topic", reason: "x", remedy: "y" });
    expect(owed?.effect).toEqual({ kind: "show", surface: "card" });
    expect(owed?.delayMs).toBeGreaterThan(0);
  });

  test("Retry owes the part itself again", () => {
    expect(names(declared, opened, { kind: "part-retried", part: "topic", by: ana })).toContain("set-topic");
  });

  test("of two incidents the higher severity goes first, whatever the effect's kind", () => {
    const [high] = owedFor({ ...declared, severity: "P0" });
    const [low] = owedFor({ ...declared, severity: "P1" });
    expect(high?.priority).toBeLessThan(low?.priority ?? 0);
  });

  test("the same thing owed twice in one go is owed once", () => {
    const events = [declared, opened, toP0];
    const incident = fold(events);
    const owed = incident ? owe(incident, record(events), catalog) : [];
    expect(new Set(owed.map(({ key }) => key)).size).toBe(owed.length);
  });

  test.each(parts)("the part %s and its effect belong together", (part) => {
    const incident = fold([declared]);
    expect(incident && partOfEffect(effectOfPart(part, incident))).toBe(part);
  });
});
