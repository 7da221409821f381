import { describe, expect, test } from "vitest";
import { mostItems } from "../../../src/incident/decide-run.ts";
import type { RunSummary } from "../../../src/incident/run.ts";
import type { RunStarted } from "../../../src/incident/run-event.ts";
import { evidenceReply } from "../../../src/slack/messages/evidence-reply.ts";
import { plainer } from "../../../src/slack/messages/plainer.ts";
import { runMessage } from "../../../src/slack/messages/run-message.ts";
import { headAndTail, shareRoom } from "../../../src/slack/messages/share-room.ts";
import { runEvidenceView } from "../../../src/slack/modals/run-evidence-view.ts";
import type { Evidence } from "../../../src/store/runs.ts";
import { ana, nasty, worstIncident } from "../incidents.ts";
import { problemsOf, problemsOfView } from "../strict.ts";

const long = nasty.repeat(100);
const incident = worstIncident("investigating");
const plan = (items: number): RunStarted => ({
  kind: "run-started",
  by: ana,
  slug: "podcast-analytics.high-error-rate",
  hash: "h",
  runbook: long,
  title: long,
  scope: { kind: "runbook" },
  items: Array.from({ length: items }, (_, at) => ({
    step: `s${at}`,
    command: 0,
    title: `${at} ${long}`,
    text: long,
    operation: { name: "kubernetes.get", arguments: {} },
    filters: [],
    target: long,
    environment: "production",
  })),
  left: Array.from({ length: 20 }, (_, at) => ({ title: `${at} ${long}`, text: long, reason: `${at} ${long}` })),
});
const evidence = (items: number): readonly Evidence[] =>
  plan(items).items.map(({ title, text, target, environment }, item) => ({
    ...{ item, by: ana, title, command: text, target, environment, startedAt: "2026-11-21T03:00:00.000Z" },
    ended: {
      outcome: "failed" as const,
      durationMs: 8.64e9,
      ...{ reason: long, advice: long, cut: long, excerpt: long, characters: 1e9 },
    },
  }));
const summary = (items: number, state: RunSummary["state"]): RunSummary => ({
  ...{ run: 999_999_999, slug: "s", title: long, runbook: long, scope: { kind: "runbook" }, by: ana },
  ...{ at: "2026-11-21T03:00:00.000Z", items, state },
});
const states: readonly RunSummary["state"][] = [
  { kind: "running" },
  { kind: "running", cancelledBy: ana },
  { kind: "refused", reason: long },
  { kind: "finished", counts: { done: 1, failed: 1e6 }, seconds: 1e6, cancelledBy: ana },
];
const shown = (items: number, state: RunSummary["state"]) =>
  runMessage({
    ...{ incident, summary: summary(items, state), plan: plan(items), evidence: evidence(items) },
    ...{ printed: () => long, pictures: [] },
  });

describe("Slack takes a run however much it says", () => {
  test.each([1, 2, 9, mostItems].flatMap((items) => states.map((state) => [items, state.kind, state] as const)))(
    "%i commands, %s",
    (items, _kind, state) => {
      expect(problemsOf(shown(items, state))).toEqual([]);
      expect(problemsOf(plainer(shown(items, state)))).toEqual([]);
    },
  );

  test("and its evidence, listed and looked through", () => {
    const listed = { run: 999_999, at: "2026-11-21T03:00:00.000Z", started: plan(mostItems) };
    expect(
      problemsOf(
        evidenceReply(
          incident,
          Array.from({ length: 15 }, (_, at) => ({ ...listed, run: at })),
        ),
      ),
    ).toEqual([]);
    expect(problemsOfView(runEvidenceView({ incident, listed, evidence: evidence(mostItems) }))).toEqual([]);
  });
});

describe("room is shared", () => {
  test("short texts are whole, long ones get equal parts of the rest", () => {
    expect(shareRoom([10, 5000, 5000], 1010)).toEqual([10, 500, 500]);
    expect(shareRoom([10, 20], 1000)).toEqual([10, 20]);
    expect(shareRoom([], 1000)).toEqual([]);
  });

  test("of a long text the beginning and the end are shown, in whole lines", () => {
    const text = Array.from({ length: 500 }, (_, at) => `line ${at}`).join("\n");
    const cut = headAndTail(text, 300);
    expect(cut.length).toBeLessThanOrEqual(300);
    expect(cut).toMatch(/^line 0\nline 1\n[\s\S]*press Show all[\s\S]*\nline 499$/);
  });
});
