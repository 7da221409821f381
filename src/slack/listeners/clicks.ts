import type { PersonId } from "../../incident/incident.ts";
import { findIncident } from "../../store/find-incident.ts";
import { type ButtonValue, readButtonValue } from "../button-value.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import type { ModalPrefill } from "../grammar/reading.ts";
import { partLabels } from "../messages/labels.ts";
import type { Message, Reply } from "../messages/message.ts";
import { doneReply, retryReply, sentenceReply } from "../messages/replies.ts";
import { declareModal } from "../modals/declare-modal.ts";
import type { FormValues } from "../modals/form.ts";
import { firstOf } from "./first-of.ts";
import { openDeclareModal, openIncidentModal } from "./open-modal.ts";

/** A button pressed or a choice made, read from Slack's payload. */
export interface Click {
  readonly by: PersonId;
  readonly actionId: string;
  readonly value?: string | undefined;
  readonly triggerId: string;
  /** The modal or the Home tab it happened in. */
  readonly view?:
    | {
        readonly id: string;
        readonly hash: string;
        readonly metadata: string;
        readonly values: FormValues;
        readonly isHome: boolean;
      }
    | undefined;
}

/** Resolves to what the person alone is told, if anything. */
export type ClickListener = (context: SlackContext, click: Click) => Promise<Reply | undefined>;

export function clickOpens(prefill: ModalPrefill): ClickListener {
  return async (context, click) => {
    const away = await turnedAway(context, click.by);
    if (away) return sentenceReply(away);
    const value = readButtonValue(click.value);
    const incident = value && (await findIncident(context.pool, value.incident));
    return incident ? openIncidentModal(context, incident, prefill, click) : oldButton;
  };
}

export const clickDeclares: ClickListener = async (context, click) => {
  const away = await turnedAway(context, click.by, true);
  if (away) return sentenceReply(away);
  return openDeclareModal(context, { title: "", isPrivate: false, isDrill: false }, click.triggerId);
};

export const clickTakesLead: ClickListener = async (context, click) => {
  const ask = { kind: "assign-role", role: "lead", person: click.by } as const;
  return act(context, click, async (value) => {
    const command = { ...ask, incident: value.incident, by: click.by, seen: value.version };
    const first = firstOf(await context.handle(command, keyOf(click)));
    return first.kind === "refused" ? sentenceReply(first.refusal.text) : doneReply(first.incident, ask);
  });
};

export const clickRetries: ClickListener = (context, click) =>
  act(context, click, async ({ incident, part }) => {
    if (!part) return oldButton;
    const first = firstOf(await context.handle({ kind: "retry-part", part, incident, by: click.by }, keyOf(click)));
    return sentenceReplyOr(first.kind === "refused" ? first.refusal.text : undefined, retryReply(partLabels[part]));
  });

/** The service was chosen: the severities, and who will be told, follow it. A form sent meanwhile needs no redrawing. */
export const clickRedrawsDeclare: ClickListener = async ({ catalog, slack }, { view }) => {
  if (!view) return undefined;
  const prefill = declareModal.prefill(view.values, view.metadata);
  const drawn = declareModal.view({ catalog: catalog(), prefill });
  await slack.call("views.update", { view_id: view.id, hash: view.hash, view: drawn });
  return undefined;
};

const oldButton = sentenceReply("This button is too old to be understood. Type /incident instead.");

export async function act(
  context: SlackContext,
  click: Click,
  work: (value: ButtonValue) => Promise<Message>,
): Promise<Message> {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const value = readButtonValue(click.value);
  return value ? work(value) : oldButton;
}

const sentenceReplyOr = (sentence: string | undefined, reply: Message): Message =>
  sentence ? sentenceReply(sentence) : reply;

/** The same person pressing the same button of the same card twice asks once; the value holds the card's version. */
export const keyOf = ({ by, actionId, value }: Click) => ({ key: `click:${by}:${actionId}:${value ?? ""}` });
