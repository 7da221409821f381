import { input, textInput, textOf } from "./form.ts";
import { type IncidentModal, incidentModal } from "./incident-modal.ts";

const blocks = { link: "link" } as const;

export const postMortemModal: IncidentModal = {
  view(data) {
    return incidentModal("postmortem", { title: "Post-mortem", submit: "Record" }, data, [
      input(
        blocks.link,
        "Where is it written?",
        textInput({
          initial: data.incident.postMortem?.link,
          placeholder: "https://wiki.example.com/post-mortems/inc-7",
        }),
        { hint: "Its address. The reminders end with it." },
      ),
    ]);
  },
  read: (values) => ({ kind: "ask", ask: { kind: "record-post-mortem", link: textOf(values, blocks.link) } }),
  blockOf: () => blocks.link,
};
