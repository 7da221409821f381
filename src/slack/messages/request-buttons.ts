import type { Button, KnownBlock } from "@slack/types";
import type { ChangeRequest } from "../../approval/request.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import type { RequestShown } from "./request.ts";
import { isUnderWay } from "./request-words.ts";

/** What can be done with a request as it stands. Each button carries the id of the request and nothing else. */
export function requestButtons(shown: Shown): readonly KnownBlock[] {
  return row(shown, buttonsOf(shown));
}

/** The same for one approver alone: without what only who asked may press, and what is over before they could press it. */
export function buttonsInPrivate(shown: Shown): readonly KnownBlock[] {
  const { request } = shown;
  const isTakenAtOnce = isUnderWay(request) && request.plan.asksFor.length === 0;
  const others = [actionIds.withdraw, actionIds.typeValues, actionIds.answerQuestion, actionIds.askAgain];
  const left = new Set<string | undefined>([...others, ...(isTakenAtOnce ? [actionIds.revoke] : [])]);
  return row(
    shown,
    buttonsOf(shown).filter(({ action_id }) => !left.has(action_id)),
  );
}

type Shown = Pick<RequestShown, "request" | "isGlassThere">;

const row = ({ request }: Shown, buttons: readonly Button[]): readonly KnownBlock[] =>
  buttons.length > 0 ? [actions(`request-${request.id}`, buttons)] : [];

function buttonsOf({ request, isGlassThere }: Shown): readonly Button[] {
  const { id: value } = request;
  return [
    ...deciding(request, value),
    ...(request.preview ? [button("Show all", actionIds.showPlan, { value })] : []),
    ...rest(request, value),
    ...(isGlassThere && request.state.kind === "open" && request.plan.risk !== "destructive"
      ? [button("Break glass…", actionIds.breakGlass, { value, style: "danger" })]
      : []),
  ];
}

const deciding = ({ state }: ChangeRequest, value: string): readonly Button[] =>
  state.kind === "open"
    ? [
        button("Approve", actionIds.approve, { value, style: "primary" }),
        button("Deny…", actionIds.denyRequest, { value }),
        button("Ask…", actionIds.putQuestion, { value }),
      ]
    : [];

function rest(
  { state, plan, votes, questions, breakGlass, isDryRun, agreedBefore, comeBack }: ChangeRequest,
  value: string,
): readonly Button[] {
  const again = button("Ask again…", actionIds.askAgain, { value });
  const withdraw = button("Withdraw", actionIds.withdraw, { value });
  const takeBack = button("Take back…", actionIds.revoke, { value });
  const type = button("Type the value…", actionIds.typeValues, { value, style: "primary" });
  const review = breakGlass && !breakGlass.review ? [button("Review…", actionIds.review, { value })] : [];
  switch (state.kind) {
    case "previewing":
      return agreedBefore ? [] : [withdraw];
    case "open":
      return [
        ...(questions.some(({ answer }) => !answer) ? [button("Answer…", actionIds.answerQuestion, { value })] : []),
        ...(votes.length > 0 ? [takeBack] : []),
        withdraw,
      ];
    case "granted":
      return agreedBefore ? [] : [...(plan.asksFor.length > 0 ? [type] : []), takeBack, withdraw];
    case "running":
      return review;
    case "outcome-unknown":
      return [button("Settle…", actionIds.settle, { value }), ...review];
    case "done":
      return [
        ...(state.undo && !isDryRun && comeBack?.kind !== "back"
          ? [button("Undo…", actionIds.undoChange, { value })]
          : []),
        ...review,
      ];
    case "failed":
    case "refused-moved":
    case "expired":
    case "revoked":
      return [again, ...review];
    case "voided":
      return state.isSo ? [] : [again, ...review];
    case "denied":
    case "withdrawn":
      return [];
  }
}
