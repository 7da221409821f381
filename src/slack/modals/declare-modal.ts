import type { KnownBlock, ModalView } from "@slack/types";
import { defaultSeverity, findSeverity } from "../../catalog/find-severity.ts";
import type { Catalog, Service } from "../../catalog/types.ts";
import type { Declare } from "../../incident/command.ts";
import type { RefusalCode } from "../../incident/decision.ts";
import type { Incident, PersonId } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { context, option, plain, section } from "../blocks.ts";
import { readDraft, writeDraft } from "../declare-draft.ts";
import type { DeclarePrefill } from "../grammar/reading.ts";
import { limits } from "../limits.ts";
import { similarBlocks } from "../messages/similar-reply.ts";
import {
  checkboxes,
  chosenIn,
  type FieldErrors,
  type FormValues,
  fieldOf,
  input,
  modal,
  select,
  textInput,
  textOf,
} from "./form.ts";
import { severityOption } from "./severity-modal.ts";
import { whoIsTold } from "./who-is-told.ts";

const blocks = { title: "title", service: "service", severity: "severity", kind: "kind" } as const;

export interface DeclareData {
  readonly catalog: Catalog;
  readonly prefill: DeclarePrefill;
  readonly notice?: string | undefined;
  /** Open incidents that it may be a duplicate of. */
  readonly similar?: readonly Incident[] | undefined;
}

export type DeclareReading =
  | { readonly kind: "declare"; readonly declare: Declare }
  | { readonly kind: "errors"; readonly errors: FieldErrors };

/** Severity follows the service: choosing one draws the form anew with the levels of its own scheme. */
export const declareModal = {
  view({ catalog, prefill, notice, similar = [] }: DeclareData): ModalView {
    const service = catalog.services.find((one) => one.key === prefill.service);
    // A severity typed before the service is known waits in the metadata until its scheme is chosen.
    const text = {
      title: "Declare an incident",
      submit: "Declare",
      metadata: writeDraft({ ...prefill, title: "" }, limits.modalMetadata),
    };
    return modal("declare", text, [
      ...(notice ? [section(plain(`⚠️ ${notice}`))] : []),
      ...similarBlocks(similar, catalog),
      input(
        blocks.title,
        "What is wrong?",
        textInput({ initial: prefill.title, placeholder: "API error rate at 37%" }),
      ),
      input(blocks.service, "Service", select(serviceOptions(catalog), prefill.service, actionIds.chooseService), {
        isLive: true,
      }),
      ...(service ? severityBlocks(catalog, service, prefill.severity) : []),
      input(blocks.kind, "Kind", checkboxes(kinds, kindsOf(prefill)), { isOptional: true }),
    ]);
  },

  /** What was filled in so far, to draw the form anew. */
  prefill(values: FormValues, metadata: string): DeclarePrefill {
    const draft = readDraft(metadata);
    const chosen = (fieldOf(values, blocks.kind).selected_options ?? []).map((one) => one.value);
    return {
      title: textOf(values, blocks.title),
      service: chosenIn(values, blocks.service),
      severity: severityIn(values) ?? draft?.severity,
      place: draft?.place,
      message: draft?.message,
      isAnother: draft?.isAnother,
      isAlerted: draft?.isAlerted,
      isPrivate: chosen.includes("private"),
      isDrill: chosen.includes("drill"),
    };
  },

  read(values: FormValues, metadata: string, by: PersonId): DeclareReading {
    const { isAnother: _asked, service, ...asked } = declareModal.prefill(values, metadata);
    if (!service) return { kind: "errors", errors: { [blocks.service]: "Choose the service that is in trouble." } };
    return { kind: "declare", declare: { kind: "declare", by, service, ...asked } };
  },

  blockOf(code: RefusalCode, values: FormValues): string {
    if (code === "unknown-service") return blocks.service;
    return code === "unknown-severity" ? (severityBlock(values) ?? blocks.service) : blocks.title;
  },
};

const kinds = [
  option("Private", "private", "Only invited people see it; announced nowhere"),
  option("Drill", "drill", "An exercise: nobody is paged"),
];

const kindsOf = ({ isPrivate, isDrill }: DeclarePrefill): readonly string[] => [
  ...(isPrivate ? ["private"] : []),
  ...(isDrill ? ["drill"] : []),
];

const serviceOptions = (catalog: Catalog) =>
  catalog.services.slice(0, limits.selectOptions).map((one) => option(one.name, one.key, one.description));

function severityBlocks(catalog: Catalog, service: Service, typed: string | undefined): readonly KnownBlock[] {
  const found = typed ? findSeverity(service, typed) : undefined;
  const severity = found?.kind === "found" ? found.severity : defaultSeverity(service);
  const options = service.severities.map(severityOption);
  return [
    // A block of its own for each service: Slack keeps what was chosen in a block it knows, and P1 elsewhere is another P1.
    input(`${blocks.severity}-${service.key}`, "Severity", select(options, severity.level, actionIds.chooseSeverity), {
      isLive: true,
    }),
    context(plain(whoIsTold(catalog.organization, service, severity))),
  ];
}

const severityBlock = (values: FormValues): string | undefined =>
  Object.keys(values).find((id) => id.startsWith(`${blocks.severity}-`));

function severityIn(values: FormValues): string | undefined {
  const block = severityBlock(values);
  return block && chosenIn(values, block);
}
