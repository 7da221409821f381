import type { ModalView } from "@slack/types";
import { Fault } from "../../clients/fault.ts";
import { postgresNow } from "../../store/now.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import { evidenceModal } from "../modals/evidence-modal.ts";
import { explainView } from "../modals/explain-view.ts";
import { fillModal } from "../modals/fill-modal.ts";
import type { StepData } from "../modals/runbook-modal.ts";
import { type Click, type ClickListener, keyOf } from "./clicks.ts";
import { findRunbook, findStep } from "./find-step.ts";
import { firstOf } from "./first-of.ts";
import { openInIncident } from "./open-runbook.ts";

export const clickOpensRunbook: ClickListener = async (context, click) => {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const found = await findRunbook(context, click.value);
  if (found.kind === "not-found") return sentenceReply(found.sentence);
  const { incident, workbook, value } = found;
  const { slug, title, hash } = workbook;
  return openInIncident(
    context,
    incident,
    { slug, title, hash, page: value.page ?? 0 },
    { by: click.by, key: keyOf(click) },
  );
};

export const clickTurnsRunbook: ClickListener = async (context, click) => {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const found = await findRunbook(context, click.value);
  if (found.kind === "not-found") return sentenceReply(found.sentence);
  const { value, incident } = found;
  const turn = { kind: "turn-runbook", slug: value.slug, page: value.page ?? 0 } as const;
  const first = firstOf(await context.handle({ ...turn, incident: incident.id, by: click.by }, keyOf(click)));
  return first.kind === "refused" ? sentenceReply(first.refusal.text) : undefined;
};

/** The checklist shows it to everybody: nothing is answered. */
export function clickTicks(kind: "tick-step" | "untick-step"): ClickListener {
  return (context, click) =>
    atStep(context, click, async ({ incident, workbook, step }) => {
      const command = { kind, slug: workbook.slug, step: step.key, title: step.title, incident: incident.id } as const;
      const first = firstOf(await context.handle({ ...command, by: click.by }, keyOf(click)));
      return first.kind === "refused" ? sentenceReply(first.refusal.text) : undefined;
    });
}

export const clickExplains: ClickListener = async (context, click) => {
  const now = context.time.incidentTime(await postgresNow(context.pool));
  return showView(context, click, explainView, now);
};
export const clickFills: ClickListener = (context, click) => showView(context, click, fillModal.view);
export const clickAddsEvidence: ClickListener = (context, click) => showView(context, click, evidenceModal.view);

function showView(context: SlackContext, click: Click, view: (data: StepData) => ModalView, now?: string) {
  const show = async (data: StepData): Promise<Message | undefined> => {
    try {
      await context.slack.call("views.open", { trigger_id: click.triggerId, view: view(data) });
      return undefined;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return sentenceReply(`The form could not be opened (${error.message}). Press the button again.`);
    }
  };
  return atStep(context, click, show, now);
}

async function atStep(
  context: SlackContext,
  click: Click,
  work: (data: StepData) => Promise<Message | undefined>,
  now?: string,
): Promise<Message | undefined> {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const found = await findStep(context, click.value, now);
  return found.kind === "found" ? work(found) : sentenceReply(found.sentence);
}
