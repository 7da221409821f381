import { toldSurface } from "../../approval/surface.ts";
import { toldMessage } from "../../slack/messages/told.ts";
import { userOf } from "../../slack/person.ts";
import { findIncident } from "../../store/find-incident.ts";
import { findRequest, requestEvents } from "../../store/requests.ts";
import { reconcile } from "../reconcile.ts";
import type { ChangeShowContext, OwedOf } from "./change-show-context.ts";

/** Says to one person in private what an event of a request means for them. */
export async function tellPerson(
  { request: id, effect: { person, version } }: OwedOf<"tell-person">,
  context: ChangeShowContext,
): Promise<void> {
  const { db, channels } = context;
  const request = await findRequest(db, id);
  const incident = request && (await findIncident(db, request.incident));
  const [recorded] = request ? await requestEvents(db, id, version - 1, version) : [];
  if (!request || !incident || !recorded) return;
  const message = toldMessage({ incident, request, recorded, person });
  if (!message) return;
  const place = { incident: incident.id, surface: toldSurface(request, version, userOf(person)) };
  await reconcile(
    { place, message, target: async () => ({ channel: await channels.directWith(userOf(person)) }) },
    context,
  );
}
