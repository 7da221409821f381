import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { owe } from "../../src/incident/owe.ts";
import type { RunbookCommand } from "../../src/incident/runbook-command.ts";
import { timelineOf } from "../../src/incident/timeline.ts";
import { ana, ben, catalog, declared, fold, given, id, record } from "./scenario.ts";

const slug = "podcast-analytics.high-error-rate";
const opened: IncidentEvent = { kind: "runbook-opened", by: ana, slug, title: "Errors", hash: "h1", page: 0 };
const ticked: IncidentEvent = { kind: "step-ticked", by: ana, slug, step: "s1", title: "Look" };
const asks = (command: RunbookCommand, by = ben) => ({ incident: id, by, ...command });
const tick = { kind: "tick-step", slug, step: "s1", title: "Look" } as const;

describe("people work through a runbook together", () => {
  test("it is opened once for all, and again with what is done", () => {
    given(declared)
      .when(asks({ kind: "open-runbook", slug, title: "Errors", hash: "h1", page: 0 }, ana))
      .happens(opened);
    const again: IncidentEvent = { ...opened, by: ben, hash: "h2", page: 1 };
    expect(fold([declared, opened, ticked, again])?.runbooks?.[slug]).toMatchObject({
      hash: "h2",
      page: 1,
      openedBy: ana,
      ticks: { s1: { by: ana } },
    });
  });

  test("nothing is ticked in a runbook that is not open", () => {
    given(declared)
      .when(asks(tick))
      .refuses("runbook-not-open", /incident run/);
  });

  test("a step is ticked by whoever does it, and not twice", () => {
    given(declared, opened)
      .when(asks(tick))
      .happens({ ...ticked, by: ben, evidence: undefined });
    given(declared, opened, ticked)
      .when(asks(tick))
      .refuses("no-change", /“Look” is ticked already/);
  });

  test("evidence is kept, also of what was ticked before", () => {
    const evidence = "37 % on /campaigns";
    given(declared, opened, ticked)
      .when(asks({ ...tick, evidence: `${evidence}\u0007` }))
      .happens({ ...ticked, by: ben, evidence });
  });

  test("a tick is taken back only where there is one", () => {
    const untick = { kind: "untick-step", slug, step: "s1", title: "Look" } as const;
    given(declared, opened, ticked)
      .when(asks(untick))
      .happens({ ...untick, kind: "step-unticked", by: ben });
    given(declared, opened)
      .when(asks(untick))
      .refuses("no-change", /not ticked/);
    const undone: IncidentEvent = { ...untick, kind: "step-unticked", by: ben };
    expect(fold([declared, opened, ticked, undone])?.runbooks?.[slug]?.ticks).toEqual({});
  });

  test("values are filled in, changed and taken back; what stays as it was is not told", () => {
    const fill = (values: Record<string, string>) => asks({ kind: "fill-variables", slug, values });
    const filled: IncidentEvent = {
      kind: "variables-filled",
      by: ben,
      slug,
      title: "Errors",
      values: { pod: "api-1" },
    };
    given(declared, opened)
      .when(fill({ pod: " api-1 ", node: "" }))
      .happens(filled);
    given(declared, opened, filled)
      .when(fill({ pod: "api-1" }))
      .refuses("no-change", /No value is new/);
    given(declared, opened, filled)
      .when(fill({ pod: "" }))
      .happens({ ...filled, values: { pod: "" } });
    const back: IncidentEvent = { ...filled, values: { pod: "" } };
    expect(fold([declared, opened, filled, back])?.runbooks?.[slug]?.values).toEqual({});
    given(declared, opened)
      .when(fill({ pod: "x".repeat(301) }))
      .refuses("text-too-long", /300/);
  });

  test("turning to the page that is shown changes nothing", () => {
    given(declared, opened)
      .when(asks({ kind: "turn-runbook", slug, page: 0 }))
      .changesNothing();
    given(declared, opened)
      .when(asks({ kind: "turn-runbook", slug, page: 2 }))
      .happens({ kind: "runbook-turned", by: ben, slug, page: 2 });
  });

  test("names like those of every object are only names", () => {
    given(declared)
      .when(asks({ ...tick, slug: "constructor" }))
      .refuses("runbook-not-open", /not open/);
    given(declared, opened)
      .when(asks({ ...tick, step: "constructor" }))
      .happens({ ...ticked, step: "constructor", by: ben, evidence: undefined });
    given(declared, opened)
      .when(asks({ kind: "fill-variables", slug, values: { constructor: "api-1" } }))
      .happens({ kind: "variables-filled", by: ben, slug, title: "Errors", values: { constructor: "api-1" } });
  });
});

describe("what is owed for it", () => {
  const owedAfter = (...events: readonly IncidentEvent[]) => {
    const incident = fold(events);
    if (!incident) throw new Error("no incident");
    return owe(incident, record(events).slice(-1), catalog).map(({ effect }) => effect);
  };

  test("the checklist alone is drawn anew", () => {
    expect(owedAfter(declared, opened, ticked)).toEqual([{ kind: "show", surface: `runbook-${slug}` }]);
  });

  test("one opened before there was a channel is shown once there is", () => {
    const channel: IncidentEvent = { kind: "channel-opened", channel: { id: "C1", name: "inc" } };
    expect(owedAfter(declared, opened, channel)).toContainEqual({ kind: "show", surface: `runbook-${slug}` });
  });

  test("ticks are on the timeline, turned pages are not", () => {
    const turned: IncidentEvent = { kind: "runbook-turned", by: ana, slug, page: 1 };
    const told = timelineOf(record([declared, opened, turned, ticked])).map((line) =>
      line.kind === "event" ? line.recorded.event.kind : line.kind,
    );
    expect(told).toEqual(["incident-declared", "runbook-opened", "step-ticked"]);
  });
});
