import type { Effect } from "./effect.ts";
import type { Incident } from "./incident.ts";
import { openRunbook, runbookSurface } from "./open-runbook.ts";
import type { Owed } from "./owe.ts";
import { runSurface } from "./run.ts";
import type { RunEvent, RunStarted } from "./run-event.ts";

// Who runs something waits for what it prints: the other messages are drawn anew a moment later.
const laterMs = 700;

/** While a run goes on it keeps its message true itself; afterwards the message is shown like every other. */
export function runEffects(incident: Incident, event: RunEvent, version: number): readonly Owed[] {
  const soon = (effect: Effect): Owed => ({ effect, delayMs: 0 });
  const later = (effect: Effect): Owed => ({ effect, delayMs: laterMs });
  switch (event.kind) {
    case "run-started":
      return [
        soon({ kind: "run", run: version }),
        ...checklistOf(incident, event.slug).map(soon),
        ...earlier(incident, event).map(later),
      ];
    case "run-cancelled":
      return [];
    case "run-output-requested":
      return [soon({ kind: "send-run-output", run: event.run, to: event.by, version })];
    case "run-finished":
    case "run-refused":
      return [soon({ kind: "show", surface: runSurface(event.run) }), later({ kind: "show", surface: "card" })];
  }
}

/** What was run before there was a channel. */
export const endedRuns = ({ runs }: Incident): readonly Effect[] =>
  (runs ?? [])
    .filter(({ state }) => state.kind !== "running")
    .map(({ run }) => ({ kind: "show", surface: runSurface(run) }));

/** The message of the same thing run before: drawn anew its *Run again* asks for another run. */
function earlier({ runs = [] }: Incident, { slug, scope }: RunStarted): readonly Effect[] {
  const same = runs.filter((run) => run.slug === slug && JSON.stringify(run.scope) === JSON.stringify(scope));
  const last = same.findLast(({ state }) => state.kind !== "running");
  return last ? [{ kind: "show", surface: runSurface(last.run) }] : [];
}

/** Drawn anew its buttons ask for another run. */
const checklistOf = (incident: Incident, slug: string): readonly Effect[] =>
  openRunbook(incident, slug) ? [{ kind: "show", surface: runbookSurface(slug) }] : [];
