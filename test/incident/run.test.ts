import { describe, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/types.ts";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { owe } from "../../src/incident/owe.ts";
import type { RunPlan } from "../../src/incident/run.ts";
import { timelineOf } from "../../src/incident/timeline.ts";
import { ana, ben, catalog, declared, fold, given, id, record } from "./scenario.ts";

const slug = "podcast-analytics.high-error-rate";
const item = {
  step: "s1",
  command: 0,
  title: "Look at the pods",
  text: "kubectl get pods",
  operation: { name: "kubernetes.get", arguments: { resource: "pods" } },
  filters: [],
  target: "kubernetes/podcast/pods",
  environment: "production",
};
const plan: RunPlan = {
  slug,
  hash: "h1",
  runbook: "High error rate",
  title: "High error rate",
  scope: { kind: "runbook" },
  items: [item],
  left: [{ title: "Roll back", text: "kubectl rollout undo", reason: "change needs an approval" }],
  isAutomatic: undefined,
};
const start = (by = ana, more: Partial<RunPlan> = {}) => ({
  kind: "start-run" as const,
  incident: id,
  by,
  ...plan,
  ...more,
});
const started: IncidentEvent = { kind: "run-started", by: ana, ...plan };
const finished: IncidentEvent = {
  kind: "run-finished",
  by: ana,
  run: 2,
  title: plan.title,
  counts: { done: 1 },
  seconds: 2,
  isAutomatic: undefined,
};

describe("a run is begun by a person with the plan of that moment", () => {
  test("the event holds who, what exactly and on what; the incident keeps a short word of it", () => {
    given(declared).when(start()).happens(started);
    const [run] = fold([declared, started])?.runs ?? [];
    expect(run).toMatchObject({ run: 2, by: ana, title: "High error rate", items: 1, state: { kind: "running" } });
    expect(JSON.stringify(run)).not.toContain("kubectl");
  });

  test("nothing to run is refused with the reason", () => {
    given(declared)
      .when(start(ana, { items: [] }))
      .refuses("nothing-to-run", /Nothing of “High error rate” can be run here. change needs an approval/);
    given(declared)
      .when(start(ana, { items: Array.from({ length: 41 }, () => item) }))
      .refuses("nothing-to-run", /41 commands; at most 40/);
  });

  test("what is running already is not run beside itself, whoever presses; another part of it is", () => {
    given(declared, started)
      .when(start(ben))
      .refuses("no-change", /is being run already/);
    const step: RunPlan = { ...plan, scope: { kind: "step", step: "s1" } };
    given(declared, started)
      .when(start(ben, step))
      .happens({ kind: "run-started", by: ben, ...step });
    given(declared, started, finished)
      .when(start(ben))
      .happens({ ...started, by: ben });
  });

  test("the state stays small: the last twenty runs are remembered", () => {
    const many = Array.from({ length: 30 }, () => started);
    expect(fold([declared, ...many])?.runs?.map(({ run }) => run)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 12),
    );
  });
});

describe("what becomes of a run", () => {
  test("it is stopped by anybody, once, and while it runs", () => {
    const cancel = { kind: "cancel-run", incident: id, by: ben, run: 2 } as const;
    const cancelled: IncidentEvent = { kind: "run-cancelled", by: ben, run: 2 };
    given(declared, started).when(cancel).happens(cancelled);
    given(declared, started, cancelled)
      .when(cancel)
      .refuses("no-change", /being stopped already/);
    given(declared, started, finished)
      .when(cancel)
      .refuses("no-change", /has ended already/);
    expect(fold([declared, started, cancelled, finished])?.runs).toMatchObject([
      { state: { kind: "finished", cancelledBy: ben } },
    ]);
  });

  test("its end is told once, however often it is recorded", () => {
    const record = { kind: "record-run-finished", incident: id, run: 2, counts: { done: 1 }, seconds: 2 } as const;
    given(declared, started).when(record).happens(finished);
    given(declared, started, finished).when(record).changesNothing();
    given(declared).when(record).changesNothing();
  });

  test("a refusal says why", () => {
    const refused: IncidentEvent = {
      kind: "run-refused",
      by: ana,
      run: 2,
      title: plan.title,
      reason: "not a responder",
    };
    given(declared, started)
      .when({ kind: "record-run-refused", incident: id, run: 2, reason: "not a responder" })
      .happens(refused);
    expect(fold([declared, started, refused])?.runs).toMatchObject([{ state: { kind: "refused" } }]);
  });

  test("the timeline has one line of it", () => {
    const requested: IncidentEvent = { kind: "run-output-requested", by: ana, run: 2 };
    const kinds = timelineOf(record([declared, started, finished, requested])).map((line) =>
      line.kind === "event" ? line.recorded.event.kind : line.kind,
    );
    expect(kinds).toEqual(["incident-declared", "run-finished"]);
  });
});

describe("what is owed for it", () => {
  const owedAfter = (events: readonly IncidentEvent[], policy: Catalog = catalog) => {
    const incident = fold(events);
    if (!incident) throw new Error("no incident");
    return owe(incident, record(events).slice(-1), policy).map(({ effect }) => effect);
  };
  const willing: Catalog = { ...catalog, services: catalog.services.map((one) => ({ ...one, autoRun: true })) };

  test("the run first, and its message when it has ended", () => {
    expect(owedAfter([declared, started])).toEqual([{ kind: "run", run: 2 }]);
    expect(owedAfter([declared, started, finished])).toContainEqual({ kind: "show", surface: "run-2" });
  });

  test("what ran before there was a channel is shown once there is", () => {
    const channel: IncidentEvent = { kind: "channel-opened", channel: { id: "C1", name: "inc" } };
    expect(owedAfter([declared, started, finished, channel])).toContainEqual({ kind: "show", surface: "run-2" });
    expect(owedAfter([declared, started, channel])).not.toContainEqual({ kind: "show", surface: "run-2" });
  });

  test("looks run by themselves only where an alert declared it and the catalog says so", () => {
    const alerted: IncidentEvent = { ...declared, isAlerted: true };
    expect(owedAfter([alerted], willing)).toContainEqual({ kind: "auto-run" });
    expect(owedAfter([alerted])).not.toContainEqual({ kind: "auto-run" });
    expect(owedAfter([declared], willing)).not.toContainEqual({ kind: "auto-run" });
  });
});
