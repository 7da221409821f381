import { describe, expect, test } from "vitest";
import { clocksOf } from "../../src/incident/clock.ts";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { owe } from "../../src/incident/owe.ts";
import { ana, ben, catalog, declared, fold, given, id, record, terms } from "./scenario.ts";

const led: IncidentEvent = { kind: "role-assigned", by: ben, role: "lead", person: ben };
const opened: IncidentEvent = { kind: "channel-opened", channel: { id: "C1", name: "inc-1" } };

const effects = (...events: readonly IncidentEvent[]) => {
  const incident = fold(events);
  return incident ? owe(incident, record(events).slice(-1), catalog).map(({ effect }) => effect) : [];
};

describe("leaving a role", () => {
  const leave = { kind: "leave-role", incident: id, role: "lead" } as const;

  test("is for its holder alone", () => {
    given(declared, led)
      .when({ ...leave, by: ben })
      .happens({ kind: "role-left", by: ben, role: "lead" });
    given(declared, led)
      .when({ ...leave, by: ana })
      .refuses("not-yours", /role lead me/);
    given(declared)
      .when({ ...leave, by: ana })
      .refuses("no-change", /Nobody holds/);
  });

  test("of the lead asks for another one, from then on", () => {
    const left: IncidentEvent = { kind: "role-left", by: ben, role: "lead" };
    const incident = fold([declared, led, left]);
    expect(incident?.roles.lead).toBeUndefined();
    expect(incident && clocksOf(incident).some(({ key }) => key === "lead")).toBe(true);
  });

  test("while somebody typed is told to whoever would take it on an older picture", () => {
    given(declared, led, { kind: "role-left", by: ben, role: "lead" })
      .when({ kind: "assign-role", incident: id, by: ana, role: "lead", person: ana, seen: 2 })
      .refuses("changed-meanwhile", /left the role lead open/);
  });
});

describe("a lead who leaves the channel", () => {
  const away = (by: string) => ({ kind: "notice-lead-away", incident: id, by }) as const;

  test("is asked to hand over; nobody else is, and not after the end", () => {
    given(declared, led).when(away(ben)).happens({ kind: "lead-away", by: ben });
    given(declared, led).when(away(ana)).changesNothing();
    given(declared, led, { kind: "incident-resolved", by: ana, text: "x" }).when(away(ben)).changesNothing();
    expect(effects(declared, opened, led, { kind: "lead-away", by: ben })).toEqual([
      { kind: "show", surface: "brief-4" },
    ]);
  });
});

test("whoever gets a role is told what it does", () => {
  expect(effects(declared, opened, led)).toContainEqual({ kind: "show", surface: "brief-3" });
});

describe("an emergency", () => {
  const manager = { role: "manager", name: "Manager" };
  const level = {
    name: "Manager",
    unless: "resolved",
    page: [manager, { role: "on-call", name: "On-call" }],
    announce: "x",
    declaresOutage: false,
  } as const;
  const emergency = {
    ...declared,
    isEmergency: true,
    terms: { ...terms, levels: [level, { ...level, name: "Again" }] },
  };
  const pages = (...events: readonly IncidentEvent[]) => effects(...events).filter(({ kind }) => kind === "page");

  test("calls everybody of the ladder once, beside who is on call", () => {
    expect(pages(emergency)).toMatchObject([
      { level: "declared", roles: ["on-call"] },
      { level: "emergency", roles: ["manager"] },
    ]);
    expect(pages({ ...emergency, isEmergency: undefined })).toHaveLength(1);
  });

  test("calls nobody where the severity calls nobody", () => {
    expect(pages({ ...emergency, parts: [], terms: { ...emergency.terms, calls: false } })).toEqual([]);
  });

  test("that is a drill is none", () => {
    const asked = {
      kind: "declare",
      by: ana,
      title: "x",
      service: "blog",
      isDrill: true,
      isPrivate: false,
      isEmergency: true,
    } as const;
    given()
      .when(asked)
      .happens(expect.objectContaining({ isDrill: true, isEmergency: undefined }));
  });
});
