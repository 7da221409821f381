import { asKept, canBeKept } from "../../approval/can-be-kept.ts";
import type { ToRequest } from "../../approval/command.ts";
import { holdsSecret } from "../../approval/holds-secret.ts";
import { mayStillRun } from "../../approval/lease.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import { Fault } from "../../clients/fault.ts";
import { findRequestNow } from "../../store/requests.ts";
import { type CleaningPolicy, cleanOutput, createLineCleaner } from "../../targets/clean-output.ts";
import type { Done, Refused } from "../../targets/target.ts";
import { sayFault, sentence } from "./ask-target.ts";
import type { ChangeContext } from "./change-context.ts";
import type { Lease } from "./keep-lease.ts";
import { hiding, type Typed } from "./typed.ts";
import type { Failed, Way } from "./way.ts";

interface Executing {
  readonly run: string;
  readonly way: Way;
  readonly lease: Lease;
  readonly typed: Typed | undefined;
}

/** Does what was approved, under a lease that was just taken. Never throws: whatever happens, what is known of it is to be recorded. */
export async function executeChange(
  { id, isDryRun, preview }: ChangeRequest,
  { run, way, lease, typed }: Executing,
  context: ChangeContext,
): Promise<ToRequest> {
  const { organization } = context.catalog();
  const hide = hiding(typed);
  const clean = createLineCleaner(organization);
  const emit = (text: string) => context.progress.print(id, hide(clean(text)));
  const doing = { signal: lease.signal, emit, dryRun: isDryRun, beforeSending: lease.beforeSending };
  let isHandedOver = false;
  try {
    const now = await findRequestNow(context.db, id);
    const mayRun = now !== undefined && mayStillRun(now.request, run, now.postgres);
    if (!mayRun || lease.signal.aborted) return failed(id, run, tooLate, "not-done");
    isHandedOver = true;
    const end = await way.run(preview?.pinned ?? null, typed ? { ...doing, typed: typed.values } : doing);
    return ended(id, run, end, { hide, organization });
  } catch (error) {
    context.log.error({ err: typed ? withoutWords(error) : error, request: id, run }, "a change failed");
    if (lease.stopped === "unsent") return failed(id, run, tooLate, "not-done");
    const isRefused = lease.stopped === undefined && error instanceof Fault && error.outcome === "not-done";
    const reason = lease.signal.aborted && !(error instanceof Fault) ? cutOff : hide(sayFault(error));
    return failed(id, run, reason, !isHandedOver || isRefused ? "not-done" : "unknown");
  }
}

/** Where it went wrong, and nothing of what was said about it: that may repeat what was typed. */
function withoutWords(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { type: error.name, frames: frames.slice(0, 10) };
}

const tooLate = "This process was away until its time was over. Nothing was sent to the target.";
const cutOff = "It took longer than it may, and was cut off.";

function ended(
  request: string,
  run: string,
  end: Done | Refused | Failed,
  { hide, organization }: { readonly hide: (text: string) => string; readonly organization: CleaningPolicy },
): ToRequest {
  // Secrets by their shape go first: what the typed ones are marked with must not be taken for one.
  const clean = (text: string) => hide(cleanOutput(text, organization));
  switch (end.kind) {
    case "done": {
      const text = shortened(clean(end.text));
      const back = JSON.stringify(end.undo?.arguments ?? {});
      const isSecret = holdsSecret([end.undo?.arguments]) || hide(back) !== back;
      if (!isSecret && canBeKept(end.undo)) return { kind: "record-run-done", request, run, text, undo: end.undo };
      return { kind: "record-run-done", request, run, text: `${text}\n${isSecret ? noUndo : noText}` };
    }
    case "refused":
      return { kind: "record-run-refused", request, run, reason: sentence(clean(end.reason)) };
    case "failed":
      return failed(request, run, sentence(clean(end.reason)), "not-done");
  }
}

const noUndo = "What was there before looks like a secret, so the way back is not kept here.";
const noText = "What was there before is not text alone, so the way back is not kept here.";
const longest = 20_000;

const shortened = (text: string): string =>
  asKept(text.length > longest ? `${text.slice(0, longest)}\n(the first ${longest} characters)` : text);

const failed = (request: string, run: string, reason: string, outcome: "not-done" | "unknown"): ToRequest => ({
  ...{ kind: "record-run-failed", request, run, reason: asKept(reason), outcome },
});
