import type { ChangeRequest } from "../../approval/request.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import { type ChangeContext, nothing, record } from "./change-context.ts";

/** Asks for the way back of a change whose time is over: once, however often this is performed. */
export async function bringBack(
  { id, comeBack }: ChangeRequest,
  { handle }: Pick<ChangeContext, "handle">,
): Promise<ChangePerformed> {
  if (comeBack?.kind !== "due") return nothing;
  const outcome = await handle({ kind: "bring-back", origin: id }, { key: `back:${id}` });
  const first = outcome.kind === "repeated" ? outcome.first : outcome;
  if (first.kind === "done") return nothing;
  return record({ kind: "record-back", request: id, by: id, isBack: false, text: first.refusal.text });
}
