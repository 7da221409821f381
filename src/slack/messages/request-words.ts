import type { ChangeRequest } from "../../approval/request.ts";

/** How a request stands for who was asked to approve it: how a run goes on is on its card. */
export const headlineInPrivate = (request: ChangeRequest): string =>
  isUnderWay(request) ? "✅ Approved" : headline(request);

/** Decided, and not over. */
export const isUnderWay = ({ state }: ChangeRequest): boolean => state.kind === "granted" || state.kind === "running";

/** How a request stands, in a few words. */
export function headline({ state, plan, isDryRun, verifications }: ChangeRequest, waits?: "target-busy"): string {
  switch (state.kind) {
    case "previewing":
      return "🔍 Looking at what it would change";
    case "open":
      return "🙏 Approval needed";
    case "granted":
      if (waits) return "✅ Approved, waits for its target";
      return plan.asksFor.length > 0 ? "✅ Approved, waits for a secret" : "✅ Approved, about to run";
    case "running":
      return "⏳ Running";
    case "outcome-unknown":
      return "❓ Outcome unknown";
    case "done":
      if (isDryRun) return "🚧 Checked, nothing was changed";
      return verifications.at(-1)?.result.kind === "failed" ? "💔 Done, not as it should be" : "🛠️ Done";
    case "failed":
      return "❌ Failed";
    case "refused-moved":
      return "🔀 Not run: the target has moved";
    case "denied":
      return "⛔ Denied";
    case "expired":
      return "⌛ Expired, was not run";
    case "withdrawn":
      return "↩️ Withdrawn";
    case "revoked":
      return "↩️ Approval taken back";
    case "voided":
      return state.isSo ? "👌 Nothing to do, was not run" : "🧊 Stopped, was not run";
  }
}
