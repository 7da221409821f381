import { describe, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { ana, ben, declared, given, id, terms } from "./scenario.ts";

const asks = { incident: id, by: ben } as const;
const resolved: IncidentEvent = { kind: "incident-resolved", by: ana, text: "Rolled back" };
const toP0: IncidentEvent = {
  kind: "severity-changed",
  by: ana,
  from: "P1",
  to: "P0",
  reason: undefined,
  parts: [],
  terms,
};
const benLeads: IncidentEvent = { kind: "role-assigned", by: ben, role: "lead", person: ben, previous: undefined };
const update = { text: "Rolling back", affected: undefined, customersPercent: undefined, etaOfResolution: undefined };
const identified: IncidentEvent = {
  kind: "update-posted",
  by: ana,
  from: "investigating",
  status: "identified",
  ...update,
};

describe("an update", () => {
  test("keeps the status unless one is named", () => {
    given(declared)
      .when({ ...asks, kind: "post-update", text: "Rolling back" })
      .happens({ ...identified, by: ben, status: "investigating" });
  });

  test("may go back to an earlier status", () => {
    given(declared, identified)
      .when({ ...asks, kind: "post-update", text: "Not it", status: "investigating" })
      .happens({ ...identified, by: ben, from: "identified", status: "investigating", text: "Not it" });
  });

  test("that says nothing new is refused", () => {
    given(declared)
      .when({ ...asks, kind: "post-update", text: " ", status: "investigating" })
      .refuses("empty-text", /Say what is new/);
  });

  test("needs no text when it changes the status", () => {
    given(declared)
      .when({ ...asks, kind: "post-update", text: "", status: "identified" })
      .happens({ ...identified, by: ben, text: "" });
  });

  test.each([-1, 101, Number.NaN])("with %d %% of customers is refused", (customersPercent) => {
    given(declared)
      .when({ ...asks, kind: "post-update", text: "x", customersPercent })
      .refuses("bad-percentage", /from 0 to 100/);
  });

  test.each(["2026-11-20T00:00:00Z", "soon"])("with an end at %s is refused", (etaOfResolution) => {
    given(declared)
      .when({ ...asks, kind: "post-update", text: "x", etaOfResolution })
      .refuses("bad-eta", /still to come/);
  });

  test("on a resolved incident is refused", () => {
    given(declared, resolved)
      .when({ ...asks, kind: "post-update", text: "x" })
      .refuses("already-resolved", /Reopen it first/);
  });
});

describe("severity", () => {
  test("changes within the service's scheme, with the reason", () => {
    given(declared)
      .when({ ...asks, kind: "change-severity", severity: "p0", reason: "payments too" })
      .happens({ ...toP0, by: ben, reason: "payments too" });
  });

  test("that is the same already is refused", () => {
    given(declared)
      .when({ ...asks, kind: "change-severity", severity: "P1" })
      .refuses("no-change", /already P1/);
  });

  test("that the service does not know is refused with those it knows", () => {
    given(declared)
      .when({ ...asks, kind: "change-severity", severity: "SEV12" })
      .refuses("unknown-severity", /P0 \(Critical\)/);
  });

  test("of a resolved incident stays", () => {
    given(declared, resolved)
      .when({ ...asks, kind: "change-severity", severity: "P0" })
      .refuses("already-resolved", /Reopen/);
  });
});

describe("a role", () => {
  test("is taken when nobody holds it", () => {
    given(declared)
      .when({ ...asks, kind: "assign-role", role: "lead", person: ben })
      .happens(benLeads);
  });

  test("is handed over, remembering who held it", () => {
    given(declared, benLeads)
      .when({ ...asks, kind: "assign-role", role: "lead", person: ana })
      .happens({ ...benLeads, person: ana, previous: ben });
  });

  test("held already is refused", () => {
    given(declared, benLeads)
      .when({ ...asks, kind: "assign-role", role: "lead", person: ben })
      .refuses("no-change", /already hold/);
  });
});

describe("resolving and reopening", () => {
  test("resolving says what fixed it", () => {
    given(declared)
      .when({ ...asks, kind: "resolve", text: "Rolled back" })
      .happens({ ...resolved, by: ben });
  });

  test("resolving without a word is refused", () => {
    given(declared)
      .when({ ...asks, kind: "resolve", text: "" })
      .refuses("empty-text", /what fixed it/);
  });

  test("resolving twice is refused", () => {
    given(declared, resolved)
      .when({ ...asks, kind: "resolve", text: "x" })
      .refuses("already-resolved", /already resolved/);
  });

  test("reopening gives a reason", () => {
    given(declared, resolved)
      .when({ ...asks, kind: "reopen", reason: "errors are back" })
      .happens({ kind: "incident-reopened", by: ben, reason: "errors are back", parts: ["page"], terms });
  });

  test("reopening without a reason is refused", () => {
    given(declared, resolved)
      .when({ ...asks, kind: "reopen", reason: "" })
      .refuses("empty-text", /why/);
  });

  test("reopening what is open is refused", () => {
    given(declared)
      .when({ ...asks, kind: "reopen", reason: "x" })
      .refuses("not-resolved", /still investigating/);
  });
});

describe("the timeline", () => {
  test("takes an entry even after the end", () => {
    given(declared, resolved)
      .when({ ...asks, kind: "add-timeline-entry", text: "Graph attached" })
      .happens({ kind: "timeline-entry-added", by: ben, text: "Graph attached" });
  });

  test("takes no empty entry", () => {
    given(declared)
      .when({ ...asks, kind: "add-timeline-entry", text: "\n" })
      .refuses("empty-text", /what happened/);
  });
});

describe("an id that names no incident", () => {
  test("is refused with the way to the open ones", () => {
    given()
      .when({ ...asks, kind: "resolve", text: "x" })
      .refuses("unknown-incident", /\/incident list/);
  });
});
