import { describe, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { ana, ben, declared, given, id, terms } from "./scenario.ts";

const asks = { incident: id, by: ben, seen: 1 } as const;
const toP0: IncidentEvent = {
  kind: "severity-changed",
  by: ana,
  from: "P1",
  to: "P0",
  reason: undefined,
  parts: [],
  terms,
};
const text: IncidentEvent = {
  kind: "update-posted",
  by: ana,
  text: "Looking",
  from: "investigating",
  status: "investigating",
};
const monitoring: IncidentEvent = { ...text, text: "", status: "monitoring" };
const anaLeads: IncidentEvent = { kind: "role-assigned", by: ana, role: "lead", person: ana, previous: undefined };
const resolved: IncidentEvent = { kind: "incident-resolved", by: ana, text: "Rolled back" };

describe("who decided on an older picture is told what changed, when it touches the same thing", () => {
  test("severity over severity", () => {
    given(declared, toP0)
      .when({ ...asks, kind: "change-severity", severity: "P2" })
      .refuses("changed-meanwhile", /severity from P1 to P0/);
  });

  test("update over update", () => {
    given(declared, text)
      .when({ ...asks, kind: "post-update", text: "x" })
      .refuses("changed-meanwhile", /posted an update/);
  });

  test("resolve over a status change", () => {
    given(declared, monitoring)
      .when({ ...asks, kind: "resolve", text: "x" })
      .refuses("changed-meanwhile", /status to monitoring/);
  });

  test("lead over lead", () => {
    given(declared, anaLeads)
      .when({ ...asks, kind: "assign-role", role: "lead", person: ben })
      .refuses("changed-meanwhile", /role lead/);
  });

  test("update over resolve", () => {
    given(declared, resolved)
      .when({ ...asks, kind: "post-update", text: "x" })
      .refuses("changed-meanwhile", /resolved the incident/);
  });

  test("reopen over reopen", () => {
    given(declared, resolved, { kind: "incident-reopened", by: ana, reason: "back", parts: [], terms })
      .when({ ...asks, seen: 2, kind: "reopen", reason: "x" })
      .refuses("changed-meanwhile", /reopened the incident/);
  });
});

describe("what touches something else is applied to the newer state", () => {
  test("an update after a new severity", () => {
    given(declared, toP0)
      .when({ ...asks, kind: "post-update", text: "Looking" })
      .happens({
        ...text,
        by: ben,
        affected: undefined,
        customersPercent: undefined,
        etaOfResolution: undefined,
      });
  });

  test("resolving after somebody's update", () => {
    given(declared, text)
      .when({ ...asks, kind: "resolve", text: "Rolled back" })
      .happens({ ...resolved, by: ben });
  });

  test("another role than the one that was given away", () => {
    given(declared, anaLeads)
      .when({ ...asks, kind: "assign-role", role: "scribe", person: ben })
      .happens({ kind: "role-assigned", by: ben, role: "scribe", person: ben, previous: undefined });
  });

  test("anything typed, which looked at no version", () => {
    given(declared, toP0)
      .when({ incident: id, by: ben, kind: "change-severity", severity: "P2" })
      .happens({
        kind: "severity-changed",
        by: ben,
        from: "P0",
        to: "P2",
        reason: undefined,
        parts: [],
        terms: { ...terms, calls: false },
      });
  });
});
