import { createHash } from "node:crypto";
import type { ModalView } from "@slack/types";
import type { PersonId } from "../../incident/incident.ts";
import { findIncident } from "../../store/find-incident.ts";
import { readButtonValue } from "../button-value.ts";
import { type SlackContext, turnedAway, unfit } from "../context.ts";
import type { ModalPrefill } from "../grammar/reading.ts";
import { declareModal } from "../modals/declare-modal.ts";
import { declaredView } from "../modals/declared-view.ts";
import type { FieldErrors, FormValues } from "../modals/form.ts";
import { incidentModals } from "../modals/incident-modals.ts";
import { teamOf } from "../person.ts";
import { findSimilar } from "./find-similar.ts";
import { firstOf } from "./first-of.ts";

/** A modal sent in, read from Slack's payload. */
export interface Submission {
  readonly by: PersonId;
  readonly viewId: string;
  readonly metadata: string;
  readonly values: FormValues;
}

export type SubmissionAnswer =
  | { readonly kind: "close" }
  | { readonly kind: "errors"; readonly errors: FieldErrors }
  | { readonly kind: "update"; readonly view: ModalView };

export type SubmissionListener = (context: SlackContext, submission: Submission) => Promise<SubmissionAnswer>;

export const submitDeclare: SubmissionListener = async (context, submission) => {
  const { by, metadata, values } = submission;
  const away = await turnedAway(context, by, true);
  if (away) return errorAt(firstField(submission), away);
  const read = declareModal.read(values, metadata, by);
  if (read.kind === "errors") return read;
  const prefill = declareModal.prefill(values, metadata);
  const similar = prefill.isAnother ? [] : await findSimilar(context, by, read.declare);
  if (similar.length > 0) {
    const drawn = { catalog: context.catalog(), prefill: { ...prefill, isAnother: true }, similar };
    return { kind: "update", view: declareModal.view(drawn) };
  }
  const first = firstOf(await context.handle(read.declare, keyOf(submission)));
  if (first.kind === "refused") return errorAt(declareModal.blockOf(first.refusal.code, values), first.refusal.text);
  return { kind: "update", view: declaredView(first.incident, context.catalog()) };
};

export function submitIncidentModal(word: ModalPrefill["modal"]): SubmissionListener {
  const codec = incidentModals[word];
  return async (context, submission) => {
    const { by, metadata, values } = submission;
    const away = await turnedAway(context, by);
    if (away) return errorAt(firstField(submission), away);
    const value = readButtonValue(metadata);
    const incident = value && (await findIncident(context.pool, value.incident));
    if (!value || !incident)
      return errorAt(firstField(submission), "This form is too old. Close it and open it again.");
    const read = codec.read(values, incident, teamOf(by));
    if (read.kind === "errors") return read;
    const misfit = await unfit(context, read.ask, by);
    if (misfit) return errorAt(firstField(submission), misfit);
    const asked = { incident: incident.id, by, seen: value.version, ...read.ask };
    const first = firstOf(await context.handle(asked, keyOf(submission)));
    if (first.kind === "done") return { kind: "close" };
    const { code, text } = first.refusal;
    if (code !== "changed-meanwhile") return errorAt(codec.blockOf(code), text);
    // Drawn anew at the version that is now: what was typed stays in its fields, and sending it again is a decision.
    const now = first.incident ?? incident;
    const service = context.catalog().services.find((one) => one.key === now.service);
    return { kind: "update", view: codec.view({ incident: now, service, viewer: by, notice: text }) };
  };
}

/** Where a sentence about the whole form is shown. */
export function firstField({ values }: Pick<Submission, "values">): string {
  return Object.keys(values)[0] ?? "";
}

export const errorAt = (block: string, sentence: string): SubmissionAnswer => ({
  kind: "errors",
  errors: { [block]: sentence },
});

/**
 * Sent twice is one: the same form, with the same content. A form that was refused and mended has other content, one that was
 * drawn anew has another version in its metadata.
 */
export function keyOf({ viewId, metadata, values }: Submission): { readonly key: string } {
  const content = createHash("sha256")
    .update(JSON.stringify([metadata, values]))
    .digest("hex")
    .slice(0, 16);
  return { key: `view:${viewId}:${content}` };
}
