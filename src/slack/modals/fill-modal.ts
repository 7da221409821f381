import type { ModalView } from "@slack/types";
import type { StepView } from "../../runbook/view-step.ts";
import { clamp } from "../limits.ts";
import { code, richText } from "../rich-text.ts";
import { type FormValues, input, textInput, textOf } from "./form.ts";
import { type StepData, stepModal } from "./runbook-modal.ts";

const mostAsked = 20;
const longestValue = 300;

/** The values of a step that only people know. */
export const fillModal = {
  view(data: StepData): ModalView {
    const { step } = data;
    const shown = step.commands.slice(0, 6).map(({ text }) => code(clamp(text, 400)));
    return stepModal("fill", { title: "Fill in", submit: "Fill in" }, data, [
      ...(shown.length > 0 ? [richText(...shown)] : []),
      ...askedIn(step).map((name) => {
        const known = step.commands.flatMap(({ values }) => values).find((one) => one.name === name);
        const field = textInput({ initial: known?.value, maxLength: longestValue });
        return input(blockOf(name), clamp(name, 100), field, { isOptional: true, hint: known?.hint });
      }),
    ]);
  },
  /** What was typed by name; an emptied field is a value taken back. */
  read: (values: FormValues, step: StepView): Readonly<Record<string, string>> =>
    Object.fromEntries(askedIn(step).map((name) => [name, textOf(values, blockOf(name))])),
  blockOf,
};

const askedIn = ({ asks }: StepView): readonly string[] => asks.slice(0, mostAsked);

/** Names come from a file of anybody's: an id of ours holds any of them. */
function blockOf(name: string): string {
  return `value ${name}`.slice(0, 250);
}
