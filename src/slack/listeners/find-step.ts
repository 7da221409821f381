import type { Incident } from "../../incident/incident.ts";
import { openRunbook } from "../../incident/open-runbook.ts";
import type { Workbook } from "../../runbook/library.ts";
import { findIncident } from "../../store/find-incident.ts";
import type { SlackContext } from "../context.ts";
import type { StepData } from "../modals/runbook-modal.ts";
import { type RunbookValue, readRunbookValue } from "../runbook-value.ts";

export interface FoundRunbook {
  readonly kind: "found";
  readonly value: RunbookValue;
  readonly incident: Incident;
  readonly workbook: Workbook;
}

/** Why it is not there, in words. */
export interface NotFound {
  readonly kind: "not-found";
  readonly sentence: string;
}

/** The runbook that a button or a form is about. */
export async function findRunbook(context: SlackContext, text: string | undefined): Promise<FoundRunbook | NotFound> {
  const value = readRunbookValue(text);
  const incident = value && (await findIncident(context.pool, value.incident));
  if (!value || !incident) return notFound("This button is too old to be understood. Type /incident run instead.");
  const library = await context.runbooks.open(incident.service);
  const workbook = library.open(value.slug, incident.service);
  if (!workbook) return notFound("The file of this runbook is no longer there. Type /incident run for the others.");
  return { kind: "found", value, incident, workbook };
}

/** The step as it is now, with the values that people gave; with `now`, also with what the hour means for its changes. */
export async function findStep(
  context: SlackContext,
  text: string | undefined,
  now?: string,
): Promise<(StepData & { readonly kind: "found" }) | NotFound> {
  const found = await findRunbook(context, text);
  if (found.kind === "not-found") return found;
  const { value, incident, workbook } = found;
  const values = openRunbook(incident, value.slug)?.values ?? {};
  const given = new Map(Object.entries(values).map(([name, one]) => [name, one.value]));
  const step = value.step === undefined ? undefined : workbook.viewStep(value.step, given, now);
  if (!step)
    return notFound("This step was changed in the file since. Open the runbook again to see it: /incident run.");
  return { kind: "found", incident, workbook, step };
}

const notFound = (sentence: string): NotFound => ({ kind: "not-found", sentence });
