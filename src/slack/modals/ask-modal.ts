import type { KnownBlock, ModalView } from "@slack/types";
import type { AskChange } from "../../approval/command.ts";
import type { RequestRefusalCode } from "../../approval/decision.ts";
import { backAfter, longestWords } from "../../approval/limits.ts";
import { type Plan, typedNameOf } from "../../approval/plan.ts";
import { writeMinutes } from "../../catalog/duration.ts";
import type { Operation } from "../../operation/definition.ts";
import { operationDefinition } from "../../operation/registry.ts";
import type { Risk } from "../../operation/risk.ts";
import { option } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { placeOf } from "../messages/place-of.ts";
import { riskLabel } from "../messages/risk-label.ts";
import { code, line, richText, strong, words } from "../rich-text.ts";
import { chosenIn, type FormValues, input, modal, select, textInput, textOf } from "./form.ts";

const blocks = { command: "command", reason: "reason", name: "name", end: "end" } as const;

/** A change that can be asked for, as the form shows it. */
export interface Askable extends Pick<Plan, "service" | "environment" | "target"> {
  readonly operation: Operation;
  readonly description: string;
  readonly risk: Risk;
}

export interface AskForm {
  /** Which listener reads it back. */
  readonly callbackId: "ask-step" | "ask-again" | "ask-undo";
  /** Where it comes from: the value of the button. */
  readonly metadata: string;
  readonly choices: readonly Askable[];
  readonly reason?: string | undefined;
  /** After how many minutes it was to come back by itself, where it was asked for before. */
  readonly backAfterMinutes?: number | undefined;
}

/** Why a change is to be made; of one that cannot be taken back, also the name of its target. */
export const askModal = {
  view({ callbackId, metadata, choices, reason, backAfterMinutes }: AskForm): ModalView {
    const isDestructive = choices.some(({ risk }) => risk === "destructive");
    const names = choices.filter(({ risk }) => risk === "destructive").map(({ target }) => typedNameOf(target));
    const options = choices.slice(0, 20).map(({ description }, at) => option(`${at + 1}. ${description}`, `${at}`));
    const hint = `Type ${[...new Set(names)].join(" or ")}, as it stands here.`;
    const fields: KnownBlock[] = [
      ...choices.slice(0, 20).map(choiceBlock),
      ...(options.length > 1 ? [input(blocks.command, "Which one?", select(options, "0"))] : []),
      input(blocks.reason, "Why?", textInput({ isMultiline: true, initial: reason, maxLength: longestWords }), {
        hint: "Everybody who approves reads it.",
        isOptional: !isDestructive,
      }),
      ...(isDestructive
        ? [
            input(blocks.name, "This cannot be taken back. The name of its target", textInput({ maxLength: 300 }), {
              hint: clamp(hint, 300),
              isOptional: choices.some(({ risk }) => risk !== "destructive"),
            }),
          ]
        : []),
      ...endField(choices, backAfterMinutes === undefined ? backAfter.usual : writeMinutes(backAfterMinutes)),
    ];
    return modal(callbackId, { title: "Ask for approval", submit: "Ask", metadata }, fields);
  },
  /** Which of the choices, counted from 0, and what was typed. */
  read(values: FormValues): { readonly choice: number } & Pick<AskChange, "reason" | "typedName" | "backAfter"> {
    const typedName = textOf(values, blocks.name) || undefined;
    return {
      choice: Number(chosenIn(values, blocks.command) ?? "0"),
      reason: textOf(values, blocks.reason),
      typedName,
      backAfter: textOf(values, blocks.end) || undefined,
    };
  },
  blockOf(code: RequestRefusalCode): string {
    if (code === "needs-end") return blocks.end;
    return code === "needs-typed-name" ? blocks.name : blocks.reason;
  },
};

/** After how long it comes back: asked of what must not stay as it is made. */
function endField(choices: readonly Askable[], initial: string): readonly KnownBlock[] {
  const ending = choices.filter(({ operation }) => operationDefinition(operation.name)?.comesBack);
  if (ending.length === 0) return [];
  return [
    input(blocks.end, "Comes back by itself after", textInput({ initial, maxLength: 20 }), {
      hint: "From 5m to 24h. Who approves it agrees to this, too.",
      isOptional: ending.length < choices.length,
    }),
  ];
}

function choiceBlock(choice: Askable, at: number): KnownBlock {
  const { description, risk, target } = choice;
  const facts = `${riskLabel(risk)} · on ${clamp(target, 200)} · ${placeOf(choice)}`;
  return richText(line(strong(`${at + 1}. `), words(facts)), code(clamp(description, 1500)));
}
