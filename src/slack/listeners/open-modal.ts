import type { ModalView } from "@slack/types";
import { Fault } from "../../clients/fault.ts";
import type { Incident, PersonId } from "../../incident/incident.ts";
import type { SlackContext } from "../context.ts";
import { commandOf } from "../grammar/commands.ts";
import type { DeclarePrefill, ModalPrefill } from "../grammar/reading.ts";
import { incidentFormReply } from "../messages/form-button.ts";
import { reference } from "../messages/labels.ts";
import type { Message } from "../messages/message.ts";
import { formFailedReply, sentenceReply } from "../messages/replies.ts";
import { declareModal } from "../modals/declare-modal.ts";
import { incidentModals } from "../modals/incident-modals.ts";
import { showOnCall } from "./show-on-call.ts";

/** Opens the form for this act; the message says why not. */
export async function openIncidentModal(
  context: SlackContext,
  incident: Incident,
  prefill: ModalPrefill,
  { triggerId, by }: { readonly triggerId: string; readonly by: PersonId },
): Promise<Message | undefined> {
  const pointless = pointlessNow(incident, prefill.modal);
  if (pointless) return sentenceReply(pointless);
  const service = context.catalog().services.find((one) => one.key === incident.service);
  const view = incidentModals[prefill.modal].view({ incident, service, prefill, viewer: by });
  const opened = (viewId: string) => {
    if (prefill.modal === "page") void showOnCall(context, incident, viewId);
  };
  return triggerId
    ? open(context, prefill.modal === "roles" ? "role" : prefill.modal, view, triggerId, opened)
    : incidentFormReply(incident, prefill);
}

export async function openDeclareModal(
  context: SlackContext,
  prefill: DeclarePrefill,
  triggerId: string,
): Promise<Message | undefined> {
  return open(context, "declare", declareModal.view({ catalog: context.catalog(), prefill }), triggerId);
}

async function open(
  { slack }: SlackContext,
  word: string,
  view: ModalView,
  triggerId: string,
  opened?: (viewId: string) => void,
): Promise<Message | undefined> {
  try {
    const answer = await slack.call("views.open", { trigger_id: triggerId, view });
    if (answer.view) opened?.(answer.view.id);
    return undefined;
  } catch (error) {
    const entry = commandOf.get(word);
    if (!(error instanceof Fault) || !entry) throw error;
    return formFailedReply(entry, error.message);
  }
}

/** An old card has buttons that no longer lead anywhere: said before somebody fills in a form for nothing. */
function pointlessNow(incident: Incident, modal: ModalPrefill["modal"]): string | undefined {
  const name = reference(incident);
  if (modal === "reopen") {
    return incident.status === "resolved"
      ? undefined
      : `${name} is still ${incident.status}: there is nothing to reopen.`;
  }
  if (modal === "postmortem") {
    return incident.status === "resolved" ? undefined : `${name} is still ${incident.status}: resolve it first.`;
  }
  if (modal === "lead" || modal === "roles" || incident.status !== "resolved") return undefined;
  return `${name} is resolved. Reopen it first: /incident reopen <reason>.`;
}
