import type { KnownBlock } from "@slack/types";
import type { ChangeRequest } from "../../approval/request.ts";
import type { PersonId } from "../../incident/incident.ts";
import { header } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { placeOf } from "../messages/place-of.ts";
import { planBlocks } from "../messages/request.ts";
import { buttonsInPrivate } from "../messages/request-buttons.ts";
import { riskLabel } from "../messages/risk-label.ts";
import { line, moment, quote, richText, strong, who, words } from "../rich-text.ts";

const mostShown = 5;

/** Changes that wait for this person's decision. Nothing is shown to those whom nobody asks, or who have agreed already. */
export function approvalsForMe(asked: readonly ChangeRequest[], viewer: PersonId): readonly KnownBlock[] {
  const waiting = asked.filter(({ votes }) => !votes.some(({ person }) => person === viewer));
  if (waiting.length === 0) return [];
  return [header("Approvals waiting for me"), ...waiting.slice(0, mostShown).flatMap(entry)];
}

function entry(request: ChangeRequest): readonly KnownBlock[] {
  const { plan, requester, reason, state } = request;
  return [
    richText(
      line(strong(clamp(plan.description.replace(/\s+/g, " "), 300))),
      line(
        words(`${riskLabel(plan.risk)} · ${placeOf(plan)} · asked by `),
        who(requester),
        ...(state.kind === "open" ? [words(" · until "), moment(state.until)] : []),
      ),
      ...(reason ? [quote(clamp(reason, 400))] : []),
    ),
    // The whole plan is visible before the vote, here as well.
    ...planBlocks(request),
    ...buttonsInPrivate({ request, isGlassThere: false }),
  ];
}
