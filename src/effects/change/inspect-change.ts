import type { ChangeRequest } from "../../approval/request.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import { cleanOutput } from "../../targets/clean-output.ts";
import type { Inspection } from "../../targets/target.ts";
import { askTarget } from "./ask-target.ts";
import { again, type ChangeContext, nothing, record } from "./change-context.ts";
import { findWay } from "./way.ts";

const withinMs = 60_000;

/** Looks what became of a run whose end nobody saw. A person decides what to make of it. */
export async function inspectChange(request: ChangeRequest, context: ChangeContext): Promise<ChangePerformed> {
  const { id, state, plan, preview } = request;
  if (state.kind !== "outcome-unknown") return nothing;
  const found = (kind: Inspection["kind"], text: string) =>
    record({
      kind: "record-inspection",
      request: id,
      inspection: { kind, text: cleanOutput(text, context.catalog().organization) },
    });
  const way = await findWay(plan, context);
  if (way.kind === "refused") return found("unclear", way.reason);
  const pinned = preview?.pinned ?? null;
  const looked = await askTarget((signal) => way.inspect(pinned, signal), withinMs, context);
  switch (looked.kind) {
    case "interrupted":
      return again(0);
    case "given-up":
      return found("unclear", `It could not be looked at. ${looked.why}`);
    case "answered":
      return found(looked.value.kind, looked.value.text);
  }
}
