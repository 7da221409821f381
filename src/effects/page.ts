import type { IncidentCommand } from "../incident/command.ts";
import type { Effect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import type { EffectContext } from "./context.ts";

/** Calls the people of these roles. The services of kind "log" have no pager: the call is written to the log. */
export async function page(
  incident: Incident,
  { level, roles, reason }: Extract<Effect, { kind: "page" }>,
  { log }: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const { number, service, severity } = incident;
  log.info({ incident: number, service, severity, level, roles, reason }, "page");
  return [];
}
