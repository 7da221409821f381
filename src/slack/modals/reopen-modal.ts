import { input, textInput, textOf } from "./form.ts";
import { type IncidentModal, incidentModal } from "./incident-modal.ts";

const blocks = { reason: "reason" } as const;

export const reopenModal: IncidentModal = {
  view(data) {
    return incidentModal("reopen", { title: "Reopen", submit: "Reopen" }, data, [
      input(
        blocks.reason,
        "Why is it open again?",
        textInput({ isMultiline: true, placeholder: "Errors are back since 14:05" }),
      ),
    ]);
  },
  read: (values) => ({ kind: "ask", ask: { kind: "reopen", reason: textOf(values, blocks.reason) } }),
  blockOf: () => blocks.reason,
};
