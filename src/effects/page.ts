import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import type { EffectContext } from "./context.ts";

/** Calls a level of the service's ladder. The services of kind "log" have no pager: the call is written to the log. */
export async function page(
  incident: Incident,
  level: string,
  { log }: EffectContext,
): Promise<readonly IncidentCommand[]> {
  log.info({ incident: incident.number, service: incident.service, severity: incident.severity, level }, "page");
  return [];
}
