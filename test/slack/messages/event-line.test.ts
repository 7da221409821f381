import { expect, test } from "vitest";
import type { IncidentEvent } from "../../../src/incident/event.ts";
import { eventLine } from "../../../src/slack/messages/event-line.ts";
import { terms } from "../../incident/scenario.ts";
import { ana, ben, incident } from "../incidents.ts";

const say = (event: IncidentEvent): string | undefined =>
  eventLine(incident(), { version: 9, at: "2026-11-21T14:00:00Z", event })?.text;

const update = { kind: "update-posted", by: ana, text: "", from: "identified", status: "identified" } as const;

test.each<readonly [IncidentEvent, string]>([
  [{ ...update, text: "Rolling back" }, "INC-7: <@U0ANA> posted an update – Rolling back"],
  [{ ...update, status: "monitoring" }, "INC-7: <@U0ANA> set the status to Monitoring"],
  [
    { ...update, affected: "EU", customersPercent: 3, etaOfResolution: "2026-11-21T15:00:00Z" },
    "INC-7: <@U0ANA> posted an update – Affected: EU\nCustomers: about 3 %\nExpected to be resolved: 2026-11-21 15:00 UTC",
  ],
  [
    { kind: "severity-changed", by: ana, from: "P1", to: "P2", parts: [], terms },
    "INC-7: <@U0ANA> changed the severity from P1 to P2",
  ],
  [
    { kind: "role-assigned", by: ana, role: "lead", person: ana, previous: ben },
    "INC-7: <@U0ANA> took the lead from <@U0BEN>",
  ],
  [
    { kind: "role-assigned", by: ana, role: "lead", person: ben, previous: ana },
    "INC-7: <@U0ANA> handed the lead to <@U0BEN>",
  ],
  [{ kind: "role-assigned", by: ana, role: "scribe", person: ben }, "INC-7: <@U0ANA> gave the role scribe to <@U0BEN>"],
  [{ kind: "incident-resolved", by: ana, text: "Rolled back" }, "INC-7: <@U0ANA> resolved the incident – Rolled back"],
  [
    { kind: "incident-reopened", by: ana, reason: "Back", parts: [], terms },
    "INC-7: <@U0ANA> reopened the incident – Back",
  ],
])("%o", (event, text) => {
  expect(say(event)).toBe(text);
});

test("what the card alone tells has no line", () => {
  expect(say({ kind: "part-done", part: "pin" })).toBeUndefined();
});

test("a line carries the number of its event, so that each is posted once", () => {
  const line = eventLine(incident(), { version: 9, at: "2026-11-21T14:00:00Z", event: { ...update, text: "x" } });
  expect(line?.metadata?.event_payload.surface).toBe("event-9");
});
