import { whenBack } from "../../approval/plan-text.ts";
import type { ChangeRequest, RequestState } from "../../approval/request.ts";
import { clamp } from "../limits.ts";
import { line, moment, type RichTextPart, strong, words } from "../rich-text.ts";

/** Said at once, when it is made: nobody is to wait for what does not come. */
export const sayNoWay =
  "🚨 It will not come back by itself: what was there before is not known here. Bring it back by hand.";

/** When a change comes back by itself, and what came of that. */
export function backLines({ plan, comeBack, isDryRun, state }: ChangeRequest): readonly RichTextPart[] {
  if (plan.backAfterMinutes === undefined || isDryRun) return [];
  switch (comeBack?.kind) {
    case undefined:
      return yetToBe.has(state.kind) ? [line(words(`↩️ Comes back by itself ${clamp(whenBack(plan), 400)}.`))] : [];
    case "awaited":
      return [line(strong("↩️ Comes back by itself "), moment(comeBack.at))];
    case "due":
      return [line(strong("↩️ It is being brought back since "), moment(comeBack.at))];
    case "back":
      return [line(strong("↩️ It came back "), moment(comeBack.at))];
    case "not-back":
      return [
        line(strong("🚨 It has not come back by itself. "), words(clamp(comeBack.reason, 800))),
        line(words("Bring it back with Undo, or by hand.")),
      ];
    case "no-way":
      return [line(words(sayNoWay))];
  }
}

/** What was not made does not come back. */
const yetToBe: ReadonlySet<string> = new Set<RequestState["kind"]>(["previewing", "open", "granted", "running"]);
