import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { findIncident } from "../store/find-incident.ts";
import type { EffectContext } from "./context.ts";
import { show } from "./show.ts";

/** The card is there at once. Runbooks that have to be read first are offered on it by a second edit, or not at all. */
export async function showCard(incident: Incident, context: EffectContext): Promise<readonly IncidentCommand[]> {
  const { runbooks, db, log } = context;
  const isReady = runbooks.opened(incident.service) !== undefined;
  const commands = await show(incident, "card", context);
  if (isReady || commands.length > 0) return commands;
  try {
    await runbooks.open(incident.service);
  } catch (error) {
    log.warn({ err: error, incident: incident.number }, "the runbooks cannot be read");
    return commands;
  }
  return show((await findIncident(db, incident.id)) ?? incident, "card", context);
}
