import type { IncidentCommand } from "../incident/command.ts";
import { mostItems } from "../incident/decide-run.ts";
import type { Incident } from "../incident/incident.ts";
import { occasionOf } from "../runbook/occasion-of.ts";
import { planDiagnostics } from "../runbook/plan-run.ts";
import type { EffectContext } from "./context.ts";

/** The looks of the runbook that fits best, once, for an incident that an alert declared. Nothing fits: nothing runs. */
export async function runByItself(
  incident: Incident,
  { runbooks, log }: EffectContext,
): Promise<readonly IncidentCommand[]> {
  if (incident.runs?.some(({ isAutomatic }) => isAutomatic)) return [];
  const library = await runbooks.open(incident.service);
  const best = library.rank(occasionOf(incident)).find(({ isFitting, hasReads }) => isFitting && hasReads);
  const workbook = best && library.open(best.slug, incident.service);
  const plan = best && workbook && planDiagnostics(workbook, best.page, new Map(), mostItems);
  if (!plan || plan.items.length === 0) {
    log.info({ incident: incident.number }, "no runbook fits that could run by itself");
    return [];
  }
  return [{ kind: "start-run", incident: incident.id, by: incident.declaredBy, ...plan, isAutomatic: true }];
}
