import { findIncident } from "../../store/find-incident.ts";
import { readButtonValue } from "../button-value.ts";
import { turnedAway } from "../context.ts";
import { readDraft } from "../declare-draft.ts";
import { reference } from "../messages/labels.ts";
import { sentenceReply } from "../messages/replies.ts";
import type { Click, ClickListener } from "./clicks.ts";
import { declareNow } from "./declare-spoken.ts";
import { mayKnow } from "./find-target.ts";
import { firstOf } from "./first-of.ts";
import { openDeclareModal } from "./open-modal.ts";

const oldButton = sentenceReply("This button is too old to be understood. Type /incident declare instead.");

/** The form that a mention could not open. */
export const clickOpensForm: ClickListener = async (context, { by, value, triggerId }) => {
  const away = await turnedAway(context, by, true);
  if (away) return sentenceReply(away);
  const draft = readDraft(value);
  return draft ? openDeclareModal(context, draft, triggerId) : oldButton;
};

/** What was typed before similar ones were offered. */
export const clickDeclaresAnyway: ClickListener = async (context, click) => {
  const away = await turnedAway(context, click.by, true);
  if (away) return sentenceReply(away);
  const draft = readDraft(click.value);
  if (!draft?.service) return oldButton;
  const { title, service, severity, isPrivate, isDrill, place } = draft;
  const asked = { kind: "declare", by: click.by, title, service, severity, isPrivate, isDrill, place } as const;
  return { ...(await declareNow(context, keyOf(click), asked)), replacesOriginal: true };
};

/** Into the channel of an incident that is open already, instead of declaring it again. */
export const clickJoins: ClickListener = async (context, click) => {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const value = readButtonValue(click.value);
  const incident = value && (await findIncident(context.pool, value.incident));
  if (!incident || !mayKnow(incident, click.by)) return oldButton;
  const first = firstOf(
    await context.handle({ kind: "join", incident: incident.id, by: click.by }, { key: keyOf(click) }),
  );
  if (first.kind === "refused") return sentenceReply(first.refusal.text);
  const where = incident.channel ? `<#${incident.channel.id}>` : "its channel, once it is open";
  const said = sentenceReply(`You are brought into ${reference(incident)}.`);
  return { ...said, text: `${said.text} ${where}`, replacesOriginal: click.view === undefined };
};

const keyOf = ({ by, actionId, value }: Click): string => `click:${by}:${actionId}:${value ?? ""}`;
