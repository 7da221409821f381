import { glassSurface } from "../../approval/surface.ts";
import { glassMessage } from "../../slack/messages/glass.ts";
import { findIncident } from "../../store/find-incident.ts";
import { findRequest } from "../../store/requests.ts";
import { placeFor } from "../place-for.ts";
import { reconcile } from "../reconcile.ts";
import type { ChangeShowContext } from "./change-show-context.ts";

/** Says where incidents are announced that a change runs without an approval; of a private incident, in its channel. */
export async function announceBreakGlass(
  { request: id }: { readonly request: string; readonly effect?: unknown },
  context: ChangeShowContext,
): Promise<void> {
  const request = await findRequest(context.db, id);
  const incident = request && (await findIncident(context.db, request.incident));
  const message = request && incident && glassMessage(incident, request);
  if (!request || !incident || !message) return;
  const surface = glassSurface(request);
  const target = () => placeFor(incident, incident.isPrivate ? surface : "announcement", undefined, context);
  await reconcile({ place: { incident: incident.id, surface }, message, target }, context);
}
