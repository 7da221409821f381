import type { OutcomeCommand, PersonCommand } from "./command.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import type { Incident, Instant } from "./incident.ts";
import { addMinutes, isBefore } from "./instant.ts";
import { findRun, type RunSummary } from "./run.ts";
import type { RunCommand, RunOutcome, StartRun } from "./run-command.ts";

/** As many commands as one message can show and one person can read. */
export const mostItems = 40;

/** Reads may be run at any time, after the end of an incident, too. Who may is looked up before anything is done. */
export function decideRun(incident: Incident, command: PersonCommand & RunCommand, { now }: Facts): Decision {
  switch (command.kind) {
    case "start-run":
      return decideStart(incident, command, now);
    case "cancel-run": {
      const run = findRun(incident, command.run);
      if (run?.state.kind !== "running") return refuse("no-change", "This run has ended already. Nothing changed.");
      if (run.state.cancelledBy) return refuse("no-change", "This run is being stopped already.");
      return accept({ kind: "run-cancelled", by: command.by, run: command.run });
    }
    case "request-run-output":
      return accept({ kind: "run-output-requested", by: command.by, run: command.run });
  }
}

function decideStart(incident: Incident, { by, ...asked }: PersonCommand & StartRun, now: Instant): Decision {
  const { slug, hash, runbook, title, scope, items, left, isAutomatic } = asked;
  if (items.length === 0)
    return refuse("nothing-to-run", `Nothing of “${title}” can be run here. ${left[0]?.reason ?? ""}`.trim());
  if (items.length > mostItems)
    return refuse(
      "nothing-to-run",
      `“${title}” has ${items.length} commands; at most ${mostItems} run at once. Run a page or a step of it.`,
    );
  const same = incident.runs?.find((run) => isRunning(run, now) && run.slug === slug && isSame(run.scope, scope));
  if (same) return refuse("no-change", `“${title}” is being run already. Its message shows what it prints.`);
  return accept({ kind: "run-started", by, slug, hash, runbook, title, scope, items, left, isAutomatic });
}

const isSame = (one: RunSummary["scope"], other: RunSummary["scope"]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

// Longer than any run takes: one that was lost does not stand in the way for ever.
const longestRunMinutes = 15;

const isRunning = ({ state, at }: RunSummary, now: Instant): boolean =>
  state.kind === "running" && isBefore(now, addMinutes(at, longestRunMinutes));

/** Told again it changes nothing. */
export function decideRecordRun(incident: Incident, command: OutcomeCommand & RunOutcome): Decision {
  const run = findRun(incident, command.run);
  if (run?.state.kind !== "running") return accept();
  const { by, title, isAutomatic } = run;
  switch (command.kind) {
    case "record-run-finished": {
      const { counts, seconds } = command;
      return accept({ kind: "run-finished", by, run: run.run, title, counts, seconds, isAutomatic });
    }
    case "record-run-refused":
      return accept({ kind: "run-refused", by, run: run.run, title, reason: command.reason });
  }
}
