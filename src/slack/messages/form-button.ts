import type { Incident } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button, plain, section } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";
import { writeDraft } from "../declare-draft.ts";
import type { DeclarePrefill, ModalPrefill } from "../grammar/reading.ts";
import { limits } from "../limits.ts";
import { reference } from "./labels.ts";
import { type Message, message } from "./message.ts";

/** A mention cannot open a form; its answer holds the button that does. */
export function formButtonReply(sentence: string, draft: DeclarePrefill): Message {
  const value = writeDraft(draft, limits.buttonValue);
  return message(sentence, [
    section(plain(sentence)),
    actions("open-form", [button("Declare an incident", actionIds.openForm, { value, style: "primary" })]),
  ]);
}

/** The same for a form about an incident. */
export function incidentFormReply(incident: Incident, { modal }: ModalPrefill): Message {
  const sentence = `${reference(incident)}: the form asks for the rest.`;
  const value = writeButtonValue({ incident: incident.id, version: incident.version });
  return message(sentence, [
    section(plain(sentence)),
    actions("open-form", [button(labels[modal], actionOf[modal], { value, style: "primary" })]),
  ]);
}

const labels: Readonly<Record<ModalPrefill["modal"], string>> = {
  update: "Update",
  severity: "Severity",
  lead: "Hand over the lead",
  roles: "Roles",
  resolve: "Resolve",
  reopen: "Reopen",
  page: "Page",
  postmortem: "Post-mortem written",
};

const actionOf: Readonly<Record<ModalPrefill["modal"], string>> = {
  update: actionIds.update,
  severity: actionIds.severity,
  lead: actionIds.lead,
  roles: actionIds.roles,
  resolve: actionIds.resolve,
  reopen: actionIds.reopen,
  page: actionIds.page,
  postmortem: actionIds.written,
};
