import type { ChangeRequest } from "../../approval/request.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import type { RequestOutcome } from "../../handle-request.ts";
import type { Preview, Refused } from "../../targets/target.ts";
import { again, type ChangeContext, nothing, record } from "./change-context.ts";
import { executeChange } from "./execute-change.ts";
import { keepLease } from "./keep-lease.ts";
import { keepShowing, showIfItCan } from "./keep-showing.ts";
import { mayLast } from "./places.ts";
import { lookAtTarget } from "./preview-change.ts";
import type { Typed } from "./typed.ts";
import { findWay } from "./way.ts";

const placeMs = 300;
const busyMs = 1_000;

/**
 * Looks once more, takes the grant, and does what was approved, once. Whoever does not find their own run in the state afterwards does
 * nothing; so does one that comes back when its time is over. `typed`: the secrets it waits for, where there are any.
 */
export async function runChange(
  request: ChangeRequest,
  show: ShowRun,
  context: ChangeContext,
  typed?: Typed,
): Promise<ChangePerformed> {
  if (request.state.kind !== "granted") return nothing;
  const leave = (mayLast(request.plan.operation) ? context.lasting : context.running).enter();
  if (!leave) return again(placeMs);
  const ran = await lookAndRun(request, { show, typed }, context).finally(leave);
  if (ran !== "target-busy") return ran;
  await showIfItCan(() => show(ran), request.id, context.log);
  return again(busyMs);
}

/** Draws the card of the request; `target-busy`: while another change of its target is not over. */
export type ShowRun = (waits?: "target-busy") => Promise<void>;

interface With {
  readonly show: ShowRun;
  readonly typed: Typed | undefined;
}

async function lookAndRun(
  request: ChangeRequest,
  given: With,
  context: ChangeContext,
): Promise<ChangePerformed | "target-busy"> {
  const looked = await lookAtTarget(request, context);
  if (looked.kind === "interrupted") return again(0);
  const preview = looked.kind === "answered" ? looked.value : refused(looked.why);
  return startAndRun(request, preview, given, context);
}

async function startAndRun(
  request: ChangeRequest,
  preview: Preview | Refused,
  { show, typed }: With,
  context: ChangeContext,
): Promise<ChangePerformed | "target-busy"> {
  const { id } = request;
  const way = await findWay(request.plan, context);
  const runbookHash = await hashOfRunbook(request, context);
  const run = context.newId();
  const lease = keepLease(id, run, context);
  const showing = keepShowing(id, show, context);
  try {
    // Where nothing here does it any more since it was looked at, nothing may begin: its end would never come.
    const seen = way.kind === "refused" ? way : preview;
    const start = { kind: "start-run", request: id, run, preview: seen, runbookHash, typedBy: typed?.by } as const;
    const outcome = await context.handle(start);
    if (outcome.kind === "refused" && outcome.refusal.code === "target-busy") return outcome.refusal.code;
    if (way.kind === "refused" || !hasStarted(outcome, run)) return nothing;
    lease.begin();
    return record(await executeChange(request, { run, way, lease, typed }, context));
  } finally {
    showing.stop();
    lease.end();
    context.progress.forget(id);
  }
}

/** Of the text as it is now; undefined when it is gone. */
async function hashOfRunbook({ plan }: ChangeRequest, { runbooks }: ChangeContext): Promise<string | undefined> {
  if (!plan.runbook) return undefined;
  return (await runbooks.open(plan.service)).open(plan.runbook.slug, plan.service)?.hash;
}

const hasStarted = (outcome: RequestOutcome, run: string): boolean =>
  outcome.kind === "done" &&
  outcome.events.some(({ event }) => event.kind === "run-started" && event.lease.run === run);

const refused = (reason: string): Refused => ({ kind: "refused", reason });
