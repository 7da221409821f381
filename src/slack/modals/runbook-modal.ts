import type { KnownBlock, ModalView } from "@slack/types";
import type { Incident } from "../../incident/incident.ts";
import type { Workbook } from "../../runbook/library.ts";
import type { StepView } from "../../runbook/view-step.ts";
import { context, plain } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { reference } from "../messages/labels.ts";
import { writeRunbookValue } from "../runbook-value.ts";
import { modal } from "./form.ts";

/** A step of a runbook in an incident: what every form about it is drawn from. */
export interface StepData {
  readonly incident: Incident;
  readonly workbook: Workbook;
  readonly step: StepView;
}

/** `INC-7 · API error rate · step 4: Roll back`. */
export function stepContext({ incident, workbook, step }: StepData): KnownBlock {
  const title = clamp(workbook.title, 100);
  return context(plain(`${reference(incident)} · ${title} · step ${step.number}: ${clamp(step.title, 150)}`));
}

export function stepModal(
  callbackId: string,
  text: { readonly title: string; readonly submit: string },
  data: StepData,
  blocks: readonly KnownBlock[],
): ModalView {
  const { incident, workbook, step } = data;
  const { id, version } = incident;
  const metadata = writeRunbookValue({ incident: id, version, slug: workbook.slug, step: step.key });
  return modal(callbackId, { ...text, metadata }, [stepContext(data), ...blocks]);
}
