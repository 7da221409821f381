import type { Service } from "../catalog/types.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { findRun, type ItemOutcome, type RunCounts } from "../incident/run.ts";
import type { RunStarted } from "../incident/run-event.ts";
import { type Evidence, evidenceOf } from "../store/runs.ts";
import { findListedRun } from "../store/runs-list.ts";
import type { EffectContext } from "./context.ts";
import type { PerformResult } from "./perform-result.ts";
import { runItem } from "./run-item.ts";
import { keepShown } from "./run-message.ts";

const waitForPlaceMs = 300;

/**
 * Runs the commands of a run side by side and keeps its message true. What ended before a crash stays as it ended; the rest is run
 * again: all of it only looks.
 */
export async function run(incident: Incident, number: number, context: EffectContext): Promise<PerformResult> {
  const listed = await findListedRun(context.db, incident.id, number);
  if (!listed || findRun(incident, number)?.state.kind !== "running") return { kind: "done", commands: [] };
  const leave = context.runs.enter();
  if (!leave) return { kind: "retry", afterMs: waitForPlaceMs, commands: [] };
  try {
    const service = context.catalog().services.find(({ key }) => key === incident.service);
    const reason = await whyNot(incident, listed.started, service, context);
    if (reason) return done({ kind: "record-run-refused", incident: incident.id, run: number, reason });
    await runAll(incident, number, listed.started, context);
    if (context.runs.stopping.aborted) return { kind: "retry", afterMs: 0, commands: [] };
    const evidence = await evidenceOf(context.db, incident.id, number);
    const [counts, seconds] = [countsOf(evidence), secondsOf(evidence)];
    return done({ kind: "record-run-finished", incident: incident.id, run: number, counts, seconds });
  } finally {
    leave();
  }
}

const done = (command: IncidentCommand): PerformResult => ({ kind: "done", commands: [command] });

/** Looks are for the service's responders. What the catalog itself asked for needs nobody. */
async function whyNot(
  { service: key }: Incident,
  { by, isAutomatic }: RunStarted,
  service: Service | undefined,
  { runs }: EffectContext,
): Promise<string | undefined> {
  if (!service) return `the catalog has no service ${key} any more`;
  if (isAutomatic) return undefined;
  const { responders } = service.access;
  const membership = await runs.membership(by, responders);
  switch (membership.kind) {
    case "member":
      return undefined;
    case "not-member":
      return `only responders of ${service.name} may run its looks (${responders.join(", ")}): they are ${membership.reason}`;
    case "unknown":
      return `it could not be looked up who may run this: ${membership.reason}`;
  }
}

async function runAll(incident: Incident, run: number, started: RunStarted, context: EffectContext): Promise<void> {
  const before = await evidenceOf(context.db, incident.id, run);
  const hasEnded = (item: number) => before.some((one) => one.item === item && one.ended);
  const cancelling = new AbortController();
  const shown = keepShown(incident.id, run, context, () => cancelling.abort());
  const signal = AbortSignal.any([cancelling.signal, context.runs.stopping]);
  const ends = await Promise.allSettled(
    started.items.map((item, at) =>
      hasEnded(at) ? undefined : runItem(incident, { started, run, item, at, signal }, context),
    ),
  );
  await shown.stop();
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

function countsOf(evidence: readonly Evidence[]): RunCounts {
  const counts: Partial<Record<ItemOutcome, number>> = {};
  for (const { ended } of evidence) if (ended) counts[ended.outcome] = (counts[ended.outcome] ?? 0) + 1;
  return counts;
}

/** From the first beginning to the last end. */
function secondsOf(evidence: readonly Evidence[]): number {
  const begins = evidence.map(({ startedAt }) => Date.parse(startedAt));
  const ends = evidence.map(({ startedAt, ended }) => Date.parse(startedAt) + (ended?.durationMs ?? 0));
  return Math.max(0, Math.round((Math.max(...ends) - Math.min(...begins)) / 100) / 10);
}
