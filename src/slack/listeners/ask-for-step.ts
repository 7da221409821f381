import { planChanges } from "../../runbook/plan-changes.ts";
import { turnedAway } from "../context.ts";
import { sentenceReply } from "../messages/replies.ts";
import { askModal } from "../modals/ask-modal.ts";
import type { ClickListener } from "./clicks.ts";
import { findStep } from "./find-step.ts";
import { firstOf, openView } from "./request-clicks.ts";
import { errorAt, firstField, keyOf, type SubmissionListener } from "./submissions.ts";

/** *Ask for approval…* of a step: why, and of what cannot be taken back also the name of its target. */
export const clickAsksForStep: ClickListener = async (context, click) => {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const found = await findStep(context, click.value);
  if (found.kind === "not-found") return sentenceReply(found.sentence);
  const { environment } = found.workbook;
  const choices = planChanges(found.workbook, found.step);
  if (choices.length === 0 || environment === undefined)
    return sentenceReply("Nothing of this step can be asked for: press Explain to see why.");
  return openView(
    context,
    click,
    askModal.view({
      callbackId: "ask-step",
      metadata: click.value ?? "",
      choices: choices.map((choice) => ({ ...choice, service: found.incident.service, environment })),
    }),
  );
};

/** What is asked for is planned again from the runbook, with its values of this moment: the card shows exactly that. */
export const submitAskForStep: SubmissionListener = async (context, submission) => {
  const { by, metadata, values } = submission;
  const field = firstField(submission);
  const away = await turnedAway(context, by);
  if (away) return errorAt(field, away);
  const found = await findStep(context, metadata);
  if (found.kind === "not-found") return errorAt(field, found.sentence);
  const { incident, workbook, step } = found;
  const { choice, ...read } = askModal.read(values);
  const change = planChanges(workbook, step)[choice];
  const environment = workbook.environment;
  if (!change || environment === undefined)
    return errorAt(field, "This step was changed meanwhile. Close the form and open it again.");
  const { operation, filters, target } = change;
  const asked = { kind: "ask", by, incident: incident.id, service: incident.service, environment } as const;
  const runbook = { slug: workbook.slug, hash: workbook.hash };
  const what = { operation, filters, target, runbook, ...read };
  const first = firstOf(await context.handleRequest({ ...asked, ...what }, keyOf(submission)));
  return first.kind === "refused"
    ? errorAt(askModal.blockOf(first.refusal.code), first.refusal.text)
    : { kind: "close" };
};
