import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { isWithoutChannel } from "../incident/without-channel.ts";
import { eventsSince } from "../store/events.ts";
import { lastToldVersion } from "../store/last-told-version.ts";
import type { EffectContext } from "./context.ts";
import { show } from "./show.ts";

/** Tells the channel what has happened since it was last told, one line after the other in the order it happened. */
export async function tell(incident: Incident, context: EffectContext): Promise<readonly IncidentCommand[]> {
  if (!incident.channel && !isWithoutChannel(incident)) return [];
  const told = await lastToldVersion(context.db, incident.id);
  for (const { version } of await eventsSince(context.db, incident.id, told)) {
    await show(incident, `event-${version}`, context);
  }
  return [];
}
