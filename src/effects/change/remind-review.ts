import { reviewSurface } from "../../approval/surface.ts";
import { reviewMessage } from "../../slack/messages/glass.ts";
import { findIncident } from "../../store/find-incident.ts";
import { findRequest } from "../../store/requests.ts";
import { placeFor } from "../place-for.ts";
import { reconcile } from "../reconcile.ts";
import type { ChangeShowContext, OwedOf } from "./change-show-context.ts";

/** Asks in the incident's channel for the review that nobody has done. */
export async function remindReview(
  { request: id, effect: { dueAt } }: OwedOf<"remind-review">,
  context: ChangeShowContext,
): Promise<void> {
  const request = await findRequest(context.db, id);
  const incident = request && (await findIncident(context.db, request.incident));
  const message = request && incident && reviewMessage(incident, request, dueAt);
  if (!request || !incident || !message) return;
  const surface = reviewSurface(request, dueAt);
  const target = () => placeFor(incident, surface, undefined, context);
  await reconcile({ place: { incident: incident.id, surface }, message, target }, context);
}
