import type { RequestSurface } from "../approval/surface.ts";
import type { Surface } from "../incident/effect.ts";
import type { Incident, PersonId } from "../incident/incident.ts";
import { isWithoutChannel } from "../incident/without-channel.ts";
import { userOf } from "../slack/person.ts";
import { findMessage } from "../store/messages.ts";
import type { EffectContext } from "./context.ts";

export interface Place {
  readonly channel: string;
  readonly threadTs?: string | undefined;
}

/**
 * Where a surface is shown; nowhere while its place is not there yet. Where Slack does not let us open a channel, the thread of the
 * announcement takes its place.
 */
export async function placeFor(
  incident: Incident,
  surface: Surface | RequestSurface,
  to: PersonId | undefined,
  { channels, catalog, db }: Pick<EffectContext, "channels" | "catalog" | "db">,
): Promise<Place | undefined> {
  if (to) return { channel: await channels.directWith(userOf(to)) };
  if (surface === "announcement") {
    return { channel: await channels.idOf(catalog().organization.announcementChannel) };
  }
  if (incident.channel) return { channel: incident.channel.id };
  if (surface === "card" || !isWithoutChannel(incident)) return undefined;
  const announced = await findMessage(db, { incident: incident.id, surface: "announcement" });
  return announced?.kind === "sent" ? { channel: announced.channel, threadTs: announced.ts } : undefined;
}
