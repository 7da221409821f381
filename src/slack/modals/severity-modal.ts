import type { Severity } from "../../catalog/types.ts";
import { option } from "../blocks.ts";
import { chosenIn, input, select, textInput, textOf } from "./form.ts";
import { type IncidentModal, incidentModal } from "./incident-modal.ts";

const blocks = { severity: "severity", reason: "reason" } as const;

export const severityModal: IncidentModal = {
  view(data) {
    const { incident, service } = data;
    const options = service ? service.severities.map(severityOption) : [option(incident.severity, incident.severity)];
    return incidentModal("severity", { title: "Change the severity", submit: "Change" }, data, [
      input(blocks.severity, "Severity", select(options, incident.severity)),
      input(blocks.reason, "Why?", textInput({ isMultiline: true, placeholder: "Only one region is affected" }), {
        isOptional: true,
      }),
    ]);
  },
  read(values) {
    const severity = chosenIn(values, blocks.severity);
    if (!severity) return { kind: "errors", errors: { [blocks.severity]: "Choose a severity." } };
    const reason = textOf(values, blocks.reason) || undefined;
    return { kind: "ask", ask: { kind: "change-severity", severity, reason } };
  },
  blockOf: () => blocks.severity,
};

export const severityOption = (severity: Severity) =>
  option(`${severity.level} ${severity.name}`, severity.level, severity.description);
