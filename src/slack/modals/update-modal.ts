import type { RefusalCode } from "../../incident/decision.ts";
import { type Incident, type Instant, type OpenStatus, statuses } from "../../incident/incident.ts";
import { option } from "../blocks.ts";
import { statusLabel } from "../messages/labels.ts";
import { unixSeconds } from "../time.ts";
import {
  chosenIn,
  dateTimePicker,
  type FormReading,
  type FormValues,
  fieldOf,
  input,
  numberInput,
  select,
  textInput,
  textOf,
} from "./form.ts";
import { type IncidentModal, incidentModal, type ModalData } from "./incident-modal.ts";

const blocks = {
  status: "status",
  text: "text",
  affected: "affected",
  customers: "customers",
  eta: "eta",
} as const;

/** What the communications lead tells the world: the fields of the communication template that people fill. */
export const updateModal: IncidentModal = {
  view(data) {
    return incidentModal("update", { title: "Post an update", submit: "Post" }, data, inputs(data));
  },
  read,
  blockOf: (code) => fieldAtFault[code] ?? blocks.text,
};

const fieldAtFault: Readonly<Partial<Record<RefusalCode, string>>> = {
  "bad-percentage": blocks.customers,
  "bad-eta": blocks.eta,
};

const openStatuses = statuses.filter((one): one is OpenStatus => one !== "resolved");

function inputs({ incident, prefill }: ModalData) {
  const status = (prefill?.modal === "update" ? prefill.status : undefined) ?? incident.status;
  const eta = incident.etaOfResolution ? unixSeconds(incident.etaOfResolution) : undefined;
  return [
    input(
      blocks.status,
      "Status",
      select(
        openStatuses.map((one) => option(statusLabel(one), one)),
        status,
      ),
    ),
    input(
      blocks.text,
      "What is new?",
      textInput({ isMultiline: true, placeholder: "One or two sentences that anybody in the company understands" }),
      { isOptional: true },
    ),
    input(
      blocks.affected,
      "Who or what is affected?",
      textInput({ initial: incident.affected, maxLength: 200, placeholder: "Episode downloads in Europe" }),
      { isOptional: true },
    ),
    input(blocks.customers, "Customers affected (estimated %)", numberInput(0, 100, incident.customersPercent), {
      isOptional: true,
    }),
    input(blocks.eta, "Expected to be resolved", dateTimePicker(eta), { isOptional: true }),
  ];
}

function read(values: FormValues, incident: Incident): FormReading {
  const status = openStatuses.find((one) => one === chosenIn(values, blocks.status));
  const affected = textOf(values, blocks.affected);
  const customers = percentOf(textOf(values, blocks.customers));
  if (Number.isNaN(customers)) {
    return { kind: "errors", errors: { [blocks.customers]: "Give a percentage from 0 to 100, for example 12.5." } };
  }
  const eta = instantOf(fieldOf(values, blocks.eta).selected_date_time);
  const ask = {
    kind: "post-update",
    text: textOf(values, blocks.text),
    status: status === incident.status ? undefined : status,
    affected: affected && affected !== incident.affected ? affected : undefined,
    customersPercent: customers === incident.customersPercent ? undefined : customers,
    etaOfResolution: eta && !isSameMoment(eta, incident.etaOfResolution) ? eta : undefined,
  } as const;
  return { kind: "ask", ask };
}

/** Empty is undefined, unreadable is NaN. */
function percentOf(text: string): number | undefined {
  return text ? Number(text.replace(",", ".").replace(/\s*%$/, "")) : undefined;
}

function instantOf(seconds: number | null | undefined): Instant | undefined {
  return typeof seconds === "number" ? new Date(seconds * 1000).toISOString() : undefined;
}

/** The picker knows whole seconds only. */
function isSameMoment(one: Instant, other: Instant | undefined): boolean {
  return other !== undefined && unixSeconds(one) === unixSeconds(other);
}
