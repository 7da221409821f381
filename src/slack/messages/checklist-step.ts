import type { Button, KnownBlock, RichTextElement } from "@slack/types";
import { type StepTick, tickOf } from "../../incident/open-runbook.ts";
import { shownOfCommands, shownOfNotes } from "../../runbook/pages.ts";
import { canAsk } from "../../runbook/plan-changes.ts";
import { canRun } from "../../runbook/plan-reads.ts";
import type { CommandView, StepView } from "../../runbook/view-step.ts";
import type { ValueView } from "../../runbook/view-value.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { code, line, moment, quote, type RichTextPart, richText, strong, who, words } from "../rich-text.ts";
import { writeRunbookValue } from "../runbook-value.ts";
import type { Checklist } from "./checklist.ts";
import { riskLabel } from "./risk-label.ts";

/** One step: what is done is one line, what is to be done has its commands. `isFirst` of its section. */
export function checklistStep(
  list: Checklist,
  step: StepView,
  { isFirst }: { isFirst: boolean },
): readonly KnownBlock[] {
  const tick = tickOf(list.open, step.key);
  const heading = isFirst ? headingOf(list, step) : "";
  const parts: RichTextPart[] = [
    ...(heading ? [line(words(heading, { bold: true, italic: true }))] : []),
    line(words(tick ? "✅ " : markOf(step)), strong(`${step.number}. ${clamp(step.title, 150)}`), ...state(step, tick)),
    ...(tick?.evidence ? [quote(clamp(tick.evidence, 200))] : []),
    ...(tick ? [] : commands(step)),
  ];
  return [richText(...parts), actions(`step-${step.key}`, buttons(list, step, tick))];
}

/** Without the title of the whole. */
function headingOf({ open }: Checklist, { section }: StepView): string {
  const [first] = section;
  const own = section.length > 1 || first === open.title ? section.slice(1) : section;
  return clamp(own.join(" › "), 120);
}

const isByHand = ({ commands }: StepView): boolean => commands.every(({ explained }) => explained.kind === "manual");

const markOf = (step: StepView): string => (isByHand(step) ? "✋ " : "⬜ ");

function state(step: StepView, tick: StepTick | undefined): readonly RichTextElement[] {
  if (tick) return [words(" · "), who(tick.by), words(" · "), moment(tick.at)];
  const risks = new Set(step.commands.flatMap(({ explained }) => (explained.risk ? [riskLabel(explained.risk)] : [])));
  const kinds = [...(isByHand(step) ? ["by hand"] : []), ...risks];
  return kinds.length > 0 ? [words(` · ${kinds.join(" · ")}`)] : [];
}

const mostCommands = 6;

function commands({ commands }: StepView): readonly RichTextPart[] {
  const shown = commands.slice(0, mostCommands);
  const longest = Math.floor(shownOfCommands / Math.max(1, shown.length));
  const left = commands.length - shown.length;
  return [
    ...shown.flatMap((command) => [
      code(clamp(command.text, longest)),
      ...notes(command, Math.floor(shownOfNotes / shown.length)),
    ]),
    ...(left > 0 ? [line(words(`And ${left} more: press Explain.`, { italic: true }))] : []),
  ];
}

function notes({ explained, values }: CommandView, longest: number): readonly RichTextPart[] {
  const why = explained.reason === undefined ? [] : [`${whyWord(explained.kind)}: ${explained.reason}`];
  const known = values.slice(0, 4).map(valueWords);
  const notes = [...why, ...(known.length > 0 ? [known.join(" · ")] : [])];
  return notes.map((note) => line(words(clamp(note, Math.floor(longest / notes.length)), { italic: true })));
}

const whyWord = (kind: CommandView["explained"]["kind"]): string => (kind === "manual" ? "By hand" : "Refused");

/** `namespace = production (catalog)`. */
export function valueWords({ name, value, from, line: at }: ValueView): string {
  const shown = value === undefined ? "" : ` = ${clamp(value, 80)}`;
  switch (from) {
    case "person":
      return `${name}${shown} (filled in)`;
    case "assigned":
      return `${name}${shown} (line ${at})`;
    case "catalog":
      return `${name}${shown} (catalog)`;
    case "secret":
      return `${name} (secret, stays hidden)`;
    case "connection":
      return `${name} (connection, from the catalog)`;
    case "output":
      return `${name} (what line ${at} prints)`;
    case "missing":
      return `❓ ${name} is missing`;
  }
}

function buttons({ incident, slug }: Checklist, step: StepView, tick: StepTick | undefined): readonly Button[] {
  const value = writeRunbookValue({ incident: incident.id, version: incident.version, slug, step: step.key });
  if (tick) {
    const evidence = tick.evidence ? "Change evidence…" : "Add evidence…";
    return [button("Untick", actionIds.untickStep, { value }), button(evidence, actionIds.addEvidence, { value })];
  }
  const isFilled = step.missing.length === 0;
  const reads = step.commands.filter(canRun).length;
  return [
    ...(reads > 0 ? [button(reads === step.commands.length ? "Run" : "Run reads", actionIds.runStep, { value })] : []),
    ...(step.commands.some(canAsk) ? [button("Ask for approval…", actionIds.askForStep, { value })] : []),
    button("Tick", actionIds.tickStep, { value }),
    ...(step.commands.length > 0 ? [button("Explain", actionIds.explainStep, { value })] : []),
    ...(step.asks.length > 0
      ? [button(isFilled ? "Change values…" : "Fill in…", actionIds.fillStep, { value, ...(isFilled ? {} : primary) })]
      : []),
  ];
}

const primary = { style: "primary" } as const;
