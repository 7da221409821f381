import { verifyAfterMs } from "../../approval/owe.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import { cleanOutput } from "../../targets/clean-output.ts";
import type { Verification } from "../../targets/target.ts";
import { askTarget, sentence } from "./ask-target.ts";
import { again, type ChangeContext, nothing, record } from "./change-context.ts";
import { type Line, readBack } from "./read-back.ts";
import { findWay, type Way } from "./way.ts";

/** A rollout may take its time. The later rounds wait for the first. */
const withinMs = 15 * 60_000;
const serviceWithinMs = 60_000;
const placeMs = 1_000;
const roundMs = 2_000;

/**
 * Whether the change took hold and the service is well with it: what the operation reads back, the service's health checks and its error
 * rate, a line each. One line that is not as it should be makes the whole fail.
 */
export async function verifyChange(
  request: ChangeRequest,
  round: number,
  context: ChangeContext,
): Promise<ChangePerformed> {
  const isKnown = (one: number): boolean => request.verifications.some((known) => known.round === one);
  if (request.state.kind !== "done" || request.isDryRun || isKnown(round)) return nothing;
  if (round > 0 && !isKnown(round - 1)) return again(roundMs);
  const leave = context.verifying.enter();
  if (!leave) return again(placeMs);
  try {
    const way = await findWay(request.plan, context);
    if (way.kind === "refused") return told(request, round, [{ isGood: false, text: way.reason }], context);
    const operation = await verifyOperation(request, way, context);
    if (operation.kind === "interrupted") return again(0);
    const isLast = round === verifyAfterMs.length - 1;
    const service = await askTarget((signal) => readBack(way, isLast, context, signal), serviceWithinMs, context);
    if (service.kind === "interrupted") return again(0);
    const others = service.kind === "answered" ? service.value : [{ isGood: false, text: service.why }];
    return told(request, round, [operation.line, ...others], context);
  } finally {
    leave();
  }
}

type Operation = { readonly kind: "told"; readonly line: Line } | { readonly kind: "interrupted" };

async function verifyOperation({ preview }: ChangeRequest, way: Way, context: ChangeContext): Promise<Operation> {
  const pinned = preview?.pinned ?? null;
  const verify = (signal: AbortSignal) => way.verify(pinned, { signal, emit: () => undefined });
  const looked = await askTarget(verify, withinMs, context);
  switch (looked.kind) {
    case "interrupted":
      return looked;
    case "given-up":
      return { kind: "told", line: { isGood: false, text: `It could not be read back. ${looked.why}` } };
    case "answered":
      return { kind: "told", line: { isGood: looked.value.kind === "verified", text: sentence(looked.value.text) } };
  }
}

function told(
  { id }: ChangeRequest,
  round: number,
  lines: readonly Line[],
  { catalog }: ChangeContext,
): ChangePerformed {
  const text = cleanOutput(lines.map((line) => line.text).join("\n"), catalog().organization);
  const kind: Verification["kind"] = lines.every(({ isGood }) => isGood) ? "verified" : "failed";
  return record({ kind: "record-verification", request: id, round, verification: { kind, text } });
}
