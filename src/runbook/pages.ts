import { createHash } from "node:crypto";
import type { Runbook, Step } from "./types.ts";

/** A step under a name made of its content: it stays the same step when others are added, and is another when it is changed. */
export interface KeyedStep extends Step {
  readonly key: string;
}

/** What is shown at once: whole sections as long as they are short. */
export interface Page {
  /** Headings of the sections it begins with. */
  readonly title: string;
  readonly steps: readonly KeyedStep[];
}

const mostSteps = 8;
/** Slack takes about 12,000 characters a message; values and evidence need their part of it. */
const mostCharacters = 9000;
const ofEveryStep = 650;

/** How much of the commands of one step is shown, and of what is said below them. */
export const shownOfCommands = 1200;
export const shownOfNotes = 400;

export function pagesOf(runbook: Runbook): readonly Page[] {
  const pages: { title: string; steps: KeyedStep[] }[] = [];
  let characters = 0;
  for (const section of sectionsOf(keyed(runbook.steps))) {
    const size = section.reduce((sum, step) => sum + sizeOf(step), 0);
    const last = pages.at(-1);
    const fits = last && last.steps.length + section.length <= mostSteps && characters + size <= mostCharacters;
    if (fits) {
      last.steps.push(...section);
      characters += size;
      continue;
    }
    for (const part of partsOf(section)) {
      pages.push({ title: part[0]?.section.at(-1) ?? runbook.title, steps: [...part] });
      characters = part.reduce((sum, step) => sum + sizeOf(step), 0);
    }
  }
  return pages;
}

function keyed(steps: readonly Step[]): readonly KeyedStep[] {
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const content = JSON.stringify([step.section, step.title, step.commands.map(({ text }) => text)]);
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    return { ...step, key: times === 1 ? hash : `${hash}-${times}` };
  });
}

function sectionsOf(steps: readonly KeyedStep[]): readonly (readonly KeyedStep[])[] {
  const sections: KeyedStep[][] = [];
  for (const step of steps) {
    const last = sections.at(-1);
    if (last?.[0]?.section.join("\n") === step.section.join("\n")) last.push(step);
    else sections.push([step]);
  }
  return sections;
}

function partsOf(section: readonly KeyedStep[]): readonly (readonly KeyedStep[])[] {
  const parts: KeyedStep[][] = [[]];
  let characters = 0;
  for (const step of section) {
    const last = parts.at(-1);
    characters += sizeOf(step);
    if (last && (last.length === 0 || (last.length < mostSteps && characters <= mostCharacters))) last.push(step);
    else {
      parts.push([step]);
      characters = sizeOf(step);
    }
  }
  return parts;
}

function sizeOf({ title, commands }: Step): number {
  const text = commands.reduce((sum, command) => sum + command.text.length, 0);
  return title.length + Math.min(text, shownOfCommands) + ofEveryStep;
}
