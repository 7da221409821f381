import type { PersonActs } from "../../approval/command.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import { Fault } from "../../clients/fault.ts";
import type { RequestOutcome } from "../../handle-request.ts";
import { strictestPolicy } from "../../operation/definition.ts";
import { reviewOperation } from "../../operation/registry.ts";
import { findRequest } from "../../store/requests.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import { askModal } from "../modals/ask-modal.ts";
import { planView } from "../modals/plan-view.ts";
import { requestModalBlock, requestModals } from "../modals/request-modals.ts";
import type { Click, ClickListener } from "./clicks.ts";
import { errorAt, firstField, keyOf, type SubmissionListener } from "./submissions.ts";

/** Approve and Withdraw: the card shows what becomes of it. What was refused is said. */
export function clickDecides(kind: "approve" | "withdraw"): ClickListener {
  return (context, click) =>
    atRequest(context, click, async ({ id: request }) => {
      const first = firstOf(await context.handleRequest({ kind, by: click.by, request }, keyOfClick(click)));
      if (first.kind === "refused") return sentenceReply(first.refusal.text);
      return kind === "approve"
        ? sentenceReply("Noted. Whether you may decide is looked up now; the card shows whether it counts.")
        : undefined;
    });
}

/** Opens the form for what needs words. */
export function clickOpensRequestForm(word: keyof typeof requestModals): ClickListener {
  return (context, click) =>
    atRequest(context, click, async (request) => openView(context, click, requestModals[word].view(request)));
}

/** Whoever has the whole plan before them has opened it: said once Slack shows it. */
export const clickShowsPlan: ClickListener = (context, click) =>
  atRequest(context, click, async (request) => {
    const failed = await openView(context, click, planView(request));
    if (failed) return failed;
    await context.handleRequest({ kind: "open-plan", by: click.by, request: request.id }, keyOfClick(click));
    return undefined;
  });

/** *Ask again…* and *Undo…* lead to a new request: nothing of the old one is run. */
export function clickAsksAnew(callbackId: "ask-again" | "ask-undo"): ClickListener {
  return (context, click) =>
    atRequest(context, click, async (request) => {
      const { plan, reason, id: metadata, state } = request;
      if (callbackId === "ask-again") {
        const { backAfterMinutes } = plan;
        const form = askModal.view({ callbackId, metadata, choices: [plan], reason, backAfterMinutes });
        return openView(context, click, form);
      }
      if (state.kind !== "done" || !state.undo) return sentenceReply("There is nothing to undo of this.");
      // The way back is an operation of its own, and may be worse than the way there.
      const undo = reviewOperation(state.undo, strictestPolicy);
      if (undo.kind === "refused") return sentenceReply(`The undo cannot be asked for: ${undo.reason}.`);
      const { description, risk } = undo;
      const choices = [
        { ...plan, operation: state.undo, risk, description: `Bring back the state before: ${description}` },
      ];
      return openView(context, click, askModal.view({ callbackId, metadata, choices }));
    });
}

/** A form about a request was sent in: what was refused stands under its field. */
export function submitRequestForm(word: keyof typeof requestModals): SubmissionListener {
  return async (context, submission) => {
    const { by, metadata, values } = submission;
    const away = await turnedAway(context, by);
    if (away) return errorAt(requestModalBlock, away);
    const request = await findRequest(context.pool, metadata);
    if (!request) return errorAt(requestModalBlock, "This form is too old. Close it and open it again.");
    const act: PersonActs = requestModals[word].read(values, request, by);
    const first = firstOf(await context.handleRequest({ ...act, request: request.id }, keyOf(submission)));
    return first.kind === "refused" ? errorAt(requestModalBlock, first.refusal.text) : { kind: "close" };
  };
}

/** The same operation anew, or the one that takes it back: everything but the words is read from what is stored. */
export function submitAskAnew(callbackId: "ask-again" | "ask-undo"): SubmissionListener {
  return async (context, submission) => {
    const { by, metadata, values } = submission;
    const field = firstField(submission);
    const away = await turnedAway(context, by);
    if (away) return errorAt(field, away);
    const request = await findRequest(context.pool, metadata);
    const undo = request?.state.kind === "done" ? request.state.undo : undefined;
    const operation = callbackId === "ask-undo" ? undo : request?.plan.operation;
    if (!request || !operation) return errorAt(field, "This form is too old. Close it and open it again.");
    const { plan, incident, id } = request;
    const { target, service, environment } = plan;
    const more = callbackId === "ask-undo" ? { undoes: id } : await asWritten(context, request);
    const { choice: _only, ...read } = askModal.read(values);
    const asked = { kind: "ask", by, incident, ...read, operation, target, service, environment } as const;
    const first = firstOf(await context.handleRequest({ ...asked, ...more }, keyOf(submission)));
    return first.kind === "refused"
      ? errorAt(askModal.blockOf(first.refusal.code), first.refusal.text)
      : { kind: "close" };
  };
}

/** Asked again, it is bound to the runbook as it is now: who approves reads that text. */
async function asWritten({ runbooks }: SlackContext, { plan, undoes }: ChangeRequest) {
  const { filters, runbook } = plan;
  const library = runbook && (await runbooks.open(plan.service));
  const hash = runbook && library?.open(runbook.slug, plan.service)?.hash;
  return { filters, undoes, runbook: runbook && { slug: runbook.slug, hash: hash ?? runbook.hash } };
}

export async function atRequest(
  context: SlackContext,
  click: Click,
  work: (request: ChangeRequest) => Promise<Message | undefined>,
): Promise<Message | undefined> {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const request = await findRequest(context.pool, click.value ?? "");
  return request ? work(request) : sentenceReply("This button is too old to be understood. Nothing was done.");
}

export async function openView(
  { slack }: SlackContext,
  { triggerId }: Pick<Click, "triggerId">,
  view: object,
): Promise<Message | undefined> {
  try {
    await slack.call("views.open", { trigger_id: triggerId, view });
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return sentenceReply(`The form could not be opened (${error.message}). Press the button again.`);
  }
}

/** One press is one, however often it is delivered; another press is another, since who may decide can have changed. */
const keyOfClick = ({ by, triggerId }: Click) => ({ key: `click:${by}:${triggerId}` });

export const firstOf = (outcome: RequestOutcome) => (outcome.kind === "repeated" ? outcome.first : outcome);
