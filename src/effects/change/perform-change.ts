import type { OwedRequestEffect } from "../../approval/effect.ts";
import type { OwedFreezeEffect } from "../../approval/freeze.ts";
import type { OwedAuditEffect } from "../../approval/publish-head.ts";
import { Fault } from "../../clients/fault.ts";
import type { ChangePerformed, PerformChange } from "../../deliver-change.ts";
import { StoreFault } from "../../store/fault.ts";
import { findRequest } from "../../store/requests.ts";
import { announceBreakGlass } from "./announce-break-glass.ts";
import { backoff } from "./backoff.ts";
import { bringBack } from "./bring-back.ts";
import { again, type ChangeContext, nothing } from "./change-context.ts";
import type { ChangeShowContext } from "./change-show-context.ts";
import { inspectChange } from "./inspect-change.ts";
import { confirmQuorum, lookUpFreezer, lookUpVoter } from "./look-up-people.ts";
import { previewChange } from "./preview-change.ts";
import { publishHead } from "./publish-head.ts";
import { remindReview } from "./remind-review.ts";
import { runChange } from "./run-change.ts";
import { showFreeze } from "./show-freeze.ts";
import { showCard, showRequest } from "./show-request.ts";
import { tellFreezer } from "./tell-freezer.ts";
import { tellOrigin } from "./tell-origin.ts";
import { tellPerson } from "./tell-person.ts";
import { verifyChange } from "./verify-change.ts";

/** Performs once what is owed because of a change: each effect reads the request as it is then, and is safe to perform twice. */
export function createPerformChange(context: ChangeContext, show: ChangeShowContext): PerformChange {
  return async (owed, attempt) => {
    try {
      return "request" in owed
        ? await performForRequest(owed, attempt, context, show)
        : await performWithoutRequest(owed, attempt, context, show);
    } catch (error) {
      // What our own database cannot do is tried again by who delivers.
      if (!(error instanceof Fault) || error instanceof StoreFault) throw error;
      const { code, message } = error;
      context.log.warn({ key: owed.key, effect: owed.effect.kind, attempt, code }, message);
      return error.retry.kind === "never" ? nothing : again(backoff(error, attempt));
    }
  };
}

async function performForRequest(
  owed: OwedRequestEffect,
  attempt: number,
  context: ChangeContext,
  show: ChangeShowContext,
): Promise<ChangePerformed> {
  const { effect } = owed;
  const request = await findRequest(context.db, owed.request);
  if (!request) return nothing;
  switch (effect.kind) {
    case "preview-change":
      return previewChange(request, effect, attempt, context);
    case "look-up-voter":
      return lookUpVoter(owed.request, effect, attempt, context);
    case "confirm-quorum":
      return confirmQuorum(owed.request, effect, attempt, context);
    case "run-change":
      return runChange(request, (waits) => showCard(owed, show, waits), context);
    case "inspect-change":
      return inspectChange(request, context);
    case "verify-change":
      return verifyChange(request, effect.round, context);
    case "bring-back":
      return bringBack(request, context);
    case "tell-origin":
      return tellOrigin(request);
    case "show-request":
      return shown(showRequest(owed, show));
    case "tell-person":
      return shown(tellPerson({ ...owed, effect }, show));
    case "announce-break-glass":
      return shown(announceBreakGlass(owed, show));
    case "remind-review":
      return shown(remindReview({ ...owed, effect }, show));
  }
}

async function performWithoutRequest(
  owed: OwedFreezeEffect | OwedAuditEffect,
  attempt: number,
  context: ChangeContext,
  show: ChangeShowContext,
): Promise<ChangePerformed> {
  const { effect } = owed;
  switch (effect.kind) {
    case "look-up-freezer":
      return lookUpFreezer({ ...owed, effect }, attempt, context);
    case "show-freeze":
      return shown(showFreeze({ ...owed, effect }, show));
    case "publish-head":
      return publishHead(context, show);
    case "tell-freezer":
      return shown(tellFreezer({ ...owed, effect }, show));
  }
}

async function shown(showing: Promise<void>): Promise<ChangePerformed> {
  await showing;
  return nothing;
}
