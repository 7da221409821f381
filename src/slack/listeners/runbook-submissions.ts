import { scrub } from "../../operation/scrub.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import { evidenceModal } from "../modals/evidence-modal.ts";
import { fillModal } from "../modals/fill-modal.ts";
import type { FieldErrors } from "../modals/form.ts";
import type { StepData } from "../modals/runbook-modal.ts";
import { findStep } from "./find-step.ts";
import { firstOf } from "./first-of.ts";
import {
  errorAt,
  firstField,
  keyOf,
  type Submission,
  type SubmissionAnswer,
  type SubmissionListener,
} from "./submissions.ts";

export const submitEvidence: SubmissionListener = (context, submission) =>
  aboutStep(context, submission, async ({ incident, workbook, step }) => {
    const evidence = scrub(evidenceModal.read(submission.values));
    const command = { kind: "tick-step", slug: workbook.slug, step: step.key, title: step.title, evidence } as const;
    const asked = { ...command, incident: incident.id, by: submission.by };
    const first = firstOf(await context.handle(asked, keyOf(submission)));
    return first.kind === "done" ? { kind: "close" } : errorAt(evidenceModal.block, first.refusal.text);
  });

/** Each value fills one place in every command that names it, or none of them is taken. */
export const submitFill: SubmissionListener = (context, submission) =>
  aboutStep(context, submission, async ({ incident, workbook, step }) => {
    const values = fillModal.read(submission.values, step);
    const errors: [string, string][] = Object.entries(values).flatMap(([name, value]): [string, string][] => {
      const reason = value === "" ? undefined : (secretReason(value) ?? workbook.refuse(name, value));
      return reason === undefined ? [] : [[fillModal.blockOf(name), `This cannot stand for ${name}: ${reason}.`]];
    });
    if (errors.length > 0) return { kind: "errors", errors: Object.fromEntries(errors) satisfies FieldErrors };
    const command = { kind: "fill-variables", slug: workbook.slug, values } as const;
    const asked = { ...command, incident: incident.id, by: submission.by };
    const first = firstOf(await context.handle(asked, keyOf(submission)));
    return first.kind === "done" ? { kind: "close" } : errorAt(firstField(submission), first.refusal.text);
  });

const secretReason = (value: string): string | undefined =>
  scrub(value) === value ? undefined : "it looks like a secret, and everybody here could read it";

async function aboutStep(
  context: SlackContext,
  submission: Submission,
  work: (data: StepData) => Promise<SubmissionAnswer>,
): Promise<SubmissionAnswer> {
  const away = await turnedAway(context, submission.by);
  if (away) return errorAt(firstField(submission), away);
  const found = await findStep(context, submission.metadata);
  return found.kind === "found" ? work(found) : errorAt(firstField(submission), found.sentence);
}
