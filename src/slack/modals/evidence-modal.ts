import type { ModalView } from "@slack/types";
import { openRunbook, tickOf } from "../../incident/open-runbook.ts";
import { type FormValues, input, textInput, textOf } from "./form.ts";
import { type StepData, stepModal } from "./runbook-modal.ts";

const blocks = { evidence: "evidence" } as const;

/** What somebody saw or did at a step, for the timeline. */
export const evidenceModal = {
  view(data: StepData): ModalView {
    const { incident, workbook, step } = data;
    const open = openRunbook(incident, workbook.slug);
    const initial = open && tickOf(open, step.key)?.evidence;
    return stepModal("evidence", { title: "Evidence", submit: "Save" }, data, [
      input(blocks.evidence, "What did you see or do?", textInput({ isMultiline: true, initial }), {
        hint: "It goes on the timeline. Passwords and tokens are taken out.",
      }),
    ]);
  },
  read: (values: FormValues): string => textOf(values, blocks.evidence),
  block: blocks.evidence,
};
