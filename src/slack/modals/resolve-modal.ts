import { input, textInput, textOf } from "./form.ts";
import { type IncidentModal, incidentModal } from "./incident-modal.ts";

const blocks = { text: "text" } as const;

export const resolveModal: IncidentModal = {
  view(data) {
    return incidentModal("resolve", { title: "Resolve", submit: "Resolve" }, data, [
      input(blocks.text, "What fixed it?", textInput({ isMultiline: true, placeholder: "Rolled back to v41" }), {
        hint: "The announcement ends with this sentence.",
      }),
    ]);
  },
  read: (values) => ({ kind: "ask", ask: { kind: "resolve", text: textOf(values, blocks.text) } }),
  blockOf: () => blocks.text,
};
