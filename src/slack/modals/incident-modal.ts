import type { KnownBlock, ModalView } from "@slack/types";
import type { Service } from "../../catalog/types.ts";
import type { RefusalCode } from "../../incident/decision.ts";
import type { Incident, PersonId } from "../../incident/incident.ts";
import { context, plain, section } from "../blocks.ts";
import { writeButtonValue } from "../button-value.ts";
import type { ModalPrefill } from "../grammar/reading.ts";
import { reference } from "../messages/labels.ts";
import { type FormReading, type FormValues, modal } from "./form.ts";

/** What a modal about an incident is drawn from. */
export interface ModalData {
  readonly incident: Incident;
  readonly service: Service | undefined;
  readonly prefill?: ModalPrefill | undefined;
  /** Who looks at it. */
  readonly viewer?: PersonId | undefined;
  /** A sentence at the top: what changed while the person was typing. */
  readonly notice?: string | undefined;
}

/** A modal is a codec: what it shows and how it is read back share their ids. */
export interface IncidentModal {
  view(data: ModalData): ModalView;
  /** `incident` as it is now: what was left as it stood is not asked for again. */
  read(values: FormValues, incident: Incident, team: string): FormReading;
  /** The field under which a refusal is shown. */
  blockOf(code: RefusalCode): string;
}

export function incidentModal(
  callbackId: string,
  text: { readonly title: string; readonly submit: string },
  { incident, notice }: ModalData,
  blocks: readonly KnownBlock[],
): ModalView {
  const metadata = writeButtonValue({ incident: incident.id, version: incident.version });
  const about = context(plain(`${reference(incident)} · ${incident.title}`, 300));
  const news = notice ? [section(plain(`⚠️ ${notice}`))] : [];
  return modal(callbackId, { ...text, metadata }, [...news, about, ...blocks]);
}
