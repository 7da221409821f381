import type { ChangeRequest } from "../../approval/request.ts";
import { sayState } from "../../approval/say-state.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import { nothing, record } from "./change-context.ts";

/** Tells the request that this one takes back what became of it. */
export async function tellOrigin({ id, undoes, state, agreedBefore }: ChangeRequest): Promise<ChangePerformed> {
  if (undoes === undefined) return nothing;
  const told = { kind: "record-back", request: undoes, by: id } as const;
  switch (state.kind) {
    case "done":
      return record({ ...told, isBack: true, text: agreedBefore ? state.text : `It was undone. ${state.text}` });
    case "failed":
    case "outcome-unknown":
      return agreedBefore ? record({ ...told, isBack: false, text: state.reason }) : nothing;
    case "refused-moved":
      return agreedBefore ? record({ ...told, isBack: false, text: state.moved.join("; ") }) : nothing;
    case "voided": {
      const text = state.isSo ? `There was nothing to bring back. ${state.reason}` : sayState(state);
      return agreedBefore ? record({ ...told, isBack: state.isSo ?? false, text }) : nothing;
    }
    case "expired":
    case "denied":
    case "revoked":
    case "withdrawn":
      return agreedBefore ? record({ ...told, isBack: false, text: sayState(state) }) : nothing;
    case "previewing":
    case "open":
    case "granted":
    case "running":
      return nothing;
  }
}
