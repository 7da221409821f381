import type { ToRequest } from "../../approval/command.ts";
import { holdsSecret } from "../../approval/holds-secret.ts";
import { mayStillRun } from "../../approval/lease.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import { Fault } from "../../clients/fault.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import type { RequestOutcome } from "../../handle-request.ts";
import { findRequestNow } from "../../store/requests.ts";
import { cleanOutput, createLineCleaner } from "../../targets/clean-output.ts";
import type { Done, Preview, Refused } from "../../targets/target.ts";
import { sayFault, sentence } from "./ask-target.ts";
import { again, type ChangeContext, nothing, record } from "./change-context.ts";
import { keepLease, type Lease } from "./keep-lease.ts";
import { keepShowing } from "./keep-showing.ts";
import { lookAtTarget } from "./preview-change.ts";
import { type Failed, findWay, type Way } from "./way.ts";

const placeMs = 300;
const busyMs = 1_000;

/**
 * Looks once more, takes the grant, and does what was approved, once. Whoever does not find their own run in the state afterwards does
 * nothing; so does one that comes back when its time is over.
 */
export async function runChange(
  request: ChangeRequest,
  show: () => Promise<void>,
  context: ChangeContext,
): Promise<ChangePerformed> {
  if (request.state.kind !== "granted") return nothing;
  const leave = context.running.enter();
  if (!leave) return again(placeMs);
  try {
    const looked = await lookAtTarget(request, context);
    if (looked.kind === "interrupted") return again(0);
    const preview = looked.kind === "answered" ? looked.value : refused(looked.why);
    return await startAndRun(request, preview, show, context);
  } finally {
    leave();
  }
}

async function startAndRun(
  request: ChangeRequest,
  preview: Preview | Refused,
  show: () => Promise<void>,
  context: ChangeContext,
): Promise<ChangePerformed> {
  const { id } = request;
  const way = await findWay(request.plan, context);
  const runbookHash = await hashOfRunbook(request, context);
  const run = context.newId();
  const lease = keepLease(id, run, context);
  const showing = keepShowing(id, show, context);
  try {
    const outcome = await context.handle({ kind: "start-run", request: id, run, preview, runbookHash });
    if (outcome.kind === "refused" && outcome.refusal.code === "target-busy") return again(busyMs);
    if (way.kind === "refused" || !hasStarted(outcome, run)) return nothing;
    lease.begin();
    return record(await execute(request, run, { way, lease }, context));
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

/** Never throws from here on: whatever happens, what is known of it is recorded. */
async function execute(
  { id, isDryRun, preview }: ChangeRequest,
  run: string,
  { way, lease }: { readonly way: Way; readonly lease: Lease },
  context: ChangeContext,
): Promise<ToRequest> {
  const clean = createLineCleaner(context.catalog().organization);
  const emit = (text: string) => context.progress.print(id, clean(text));
  const doing = { signal: lease.signal, emit, dryRun: isDryRun };
  let isSent = false;
  try {
    const now = await findRequestNow(context.db, id);
    const mayRun = now !== undefined && mayStillRun(now.request, run, now.postgres);
    if (!mayRun || lease.signal.aborted) return failed(id, run, tooLate, "not-done");
    isSent = true;
    return ended(id, run, await way.run(preview?.pinned ?? null, doing), context);
  } catch (error) {
    context.log.error({ err: error, request: id, run }, "a change failed");
    const isKnown = !isSent || (error instanceof Fault && error.outcome === "not-done");
    const reason = lease.signal.aborted && !(error instanceof Fault) ? cutOff : sayFault(error);
    return failed(id, run, reason, isKnown ? "not-done" : "unknown");
  }
}

const tooLate = "This process was away until its time was over. Nothing was sent to the target.";
const cutOff = "It took longer than it may, and was cut off.";

function ended(request: string, run: string, end: Done | Refused | Failed, context: ChangeContext): ToRequest {
  const { organization } = context.catalog();
  switch (end.kind) {
    case "done": {
      const text = shortened(cleanOutput(end.text, organization));
      if (!end.undo || !holdsSecret([end.undo.arguments]))
        return { kind: "record-run-done", request, run, text, undo: end.undo };
      return { kind: "record-run-done", request, run, text: `${text}\n${noUndo}` };
    }
    case "refused":
      return { kind: "record-run-refused", request, run, reason: sentence(cleanOutput(end.reason, organization)) };
    case "failed":
      return failed(request, run, sentence(cleanOutput(end.reason, organization)), "not-done");
  }
}

const noUndo = "What was there before looks like a secret, so the way back is not kept here.";
const longest = 20_000;

const shortened = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}\n(the first ${longest} characters)` : text;

const failed = (request: string, run: string, reason: string, outcome: "not-done" | "unknown"): ToRequest => ({
  ...{ kind: "record-run-failed", request, run, reason, outcome },
});

const refused = (reason: string): Refused => ({ kind: "refused", reason });
