import type { KnownBlock, ModalView } from "@slack/types";
import type { CommandView } from "../../runbook/view-step.ts";
import { context, divider, plain } from "../blocks.ts";
import { clamp, limits } from "../limits.ts";
import { valueWords } from "../messages/checklist-step.ts";
import { riskLabel } from "../messages/risk-label.ts";
import { bullets, code, line, type RichTextPart, richText, strong, words } from "../rich-text.ts";
import { type StepData, stepContext } from "./runbook-modal.ts";

const mostCommands = 10;

/** What a step would do: the plan of each of its commands. Nothing is sent back. */
export function explainView(data: StepData): ModalView {
  const { workbook, incident, step } = data;
  const where = workbook.environment ? `${incident.service} in ${workbook.environment}` : incident.service;
  const shown = step.commands.slice(0, mostCommands);
  const left = step.commands.length - shown.length;
  return {
    type: "modal",
    callback_id: "explained",
    title: plain("What it would do", limits.modalTitle),
    close: plain("Close", limits.modalTitle),
    blocks: [
      stepContext(data),
      ...shown.flatMap((command, at) => [...(at > 0 ? [divider()] : []), planBlock(command, where)]),
      ...(left > 0 ? [context(plain(`And ${left} more commands, which are in the file.`))] : []),
    ],
  };
}

function planBlock({ text, explained, values }: CommandView, where: string): KnownBlock {
  const fact = (label: string, said: string): RichTextPart => line(strong(`${label}: `), words(clamp(said, 600)));
  const parts: RichTextPart[] = [
    code(clamp(text, 2000)),
    ...(explained.kind === "manual" ? [fact("By hand", explained.reason ?? "a person does this")] : []),
    ...(explained.kind === "refused" ? [fact("Refused", explained.reason ?? "")] : []),
    ...(explained.description === undefined ? [] : [fact("Does", explained.description)]),
    ...(explained.filters ?? []).map((filter) => fact("Then", filter)),
    ...(explained.target === undefined ? [] : [fact("On", `${explained.target} (${where})`)]),
    ...(explained.risk === undefined
      ? []
      : [fact("Risk", `${riskLabel(explained.risk)} – ${agreement(explained.approvers ?? 0)}`)]),
    ...(explained.times ?? []).map((sentence) => line(words(`⏰ ${clamp(sentence, 400)}`))),
    ...(explained.operation === undefined ? [] : [fact("Operation", explained.operation)]),
    ...(explained.arguments === undefined ? [] : [code(clamp(JSON.stringify(explained.arguments, null, 2), 1500))]),
    ...(values.length > 0
      ? [line(strong("Values")), bullets(values.slice(0, 20).map((value) => line(words(valueWords(value)))))]
      : []),
  ];
  return richText(...parts);
}

function agreement(approvers: number): string {
  if (approvers === 0) return "nobody has to agree";
  return approvers === 1 ? "one other person must agree" : `${approvers} other people must agree`;
}
