import { createHash } from "node:crypto";
import { type CommandContext, noContext } from "../command-line/reading.ts";
import { separateFrontMatter } from "./front-matter.ts";
import { type OutlineItem, readOutline } from "./outline.ts";
import { type BlockCommand, readBlock } from "./read-block.ts";
import { readSections } from "./sections.ts";
import { titleOfLead } from "./titles.ts";
import type { Block, Runbook, RunbookCommand, Step, VariableSource } from "./types.ts";
import { variablesOf } from "./variables.ts";

export interface RunbookFile {
  readonly path: string;
  readonly text: string;
}

/** What the catalog knows of the runbook's service, for reading its commands. */
export interface ReadingContext {
  readonly commands: CommandContext;
  /** Values of placeholders. */
  readonly variables: Readonly<Record<string, string>>;
  /** Placeholders whose value is a secret → the environment variable that holds it. */
  readonly secretVariables: Readonly<Record<string, string>>;
}

export interface ReadRunbook {
  readonly runbook: Runbook;
  /** Why the front matter could not be read, if so. */
  readonly problem?: string;
}

const withoutCatalog: ReadingContext = { commands: noContext, variables: {}, secretVariables: {} };

/** Any Markdown, or any text → a runbook. Never throws: what is not understood is a manual step with its reason. */
export function readRunbook(file: RunbookFile, context: ReadingContext = withoutCatalog): ReadRunbook {
  const { frontMatter, body, problem } = separateFrontMatter(file.text.replace(/\r\n?/g, "\n"));
  const outline = readOutline(body);
  const folder = /(?:^|\/)([\w-]+)\/[^/]+$/.exec(file.path)?.[1];
  const content = new Content(context);
  for (const item of outline.items) content.add(item);
  const steps = content.steps();
  const runbook: Runbook = {
    path: file.path,
    title: frontMatter.title ?? outline.title ?? titleOfPath(file.path),
    service: frontMatter.service ?? folder,
    frontMatter,
    sections: readSections(outline.items, steps),
    steps,
    blocks: content.blocks,
    hash: createHash("sha256").update(file.text).digest("hex"),
  };
  return problem === undefined ? { runbook } : { runbook, problem };
}

function titleOfPath(path: string): string {
  const name = path
    .replace(/^.*\//, "")
    .replace(/\.\w+$/, "")
    .replace(/[-_]+/g, " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

interface Draft {
  readonly line: number;
  readonly title: string;
  readonly section: readonly string[];
  readonly commands: readonly BlockCommand[];
}

class Content {
  readonly blocks: Block[] = [];
  readonly #context: ReadingContext;
  readonly #drafts: Draft[] = [];

  constructor(context: ReadingContext) {
    this.#context = context;
  }

  add(item: OutlineItem): void {
    switch (item.kind) {
      case "tick":
        this.#drafts.push({ line: item.line, title: item.title, section: item.headings, commands: [] });
        return;
      case "code": {
        const { blocks, commands } = readBlock(item.text, item.tag, item.line, this.#context.commands);
        this.blocks.push(...blocks);
        const fallback = (item.lead ? titleOfLead(item.lead) : "") || item.headings.at(-1) || "Run";
        for (const group of groupedByTitle(commands, fallback)) this.#drafts.push({ ...group, section: item.headings });
        return;
      }
      case "heading":
      case "text":
        return;
    }
  }

  /** Steps with their variables: what is set above a command is known to it, what is set below is not. */
  steps(): readonly Step[] {
    const definitions = new Map<string, VariableSource>();
    const texts = this.#drafts
      .flatMap(({ commands }) => commands.filter(({ sets }) => !sets).map(({ entry }) => entry.text))
      .join("\n");
    const steps: Step[] = [];
    for (const draft of this.#drafts) {
      const commands = draft.commands.flatMap((command) => this.#command(command, draft.title, definitions, texts));
      if (draft.commands.length > 0 && commands.length === 0) continue;
      steps.push({ number: steps.length + 1, line: draft.line, title: draft.title, section: draft.section, commands });
    }
    return steps;
  }

  #command(
    { line, entry, sets }: BlockCommand,
    title: string,
    definitions: Map<string, VariableSource>,
    texts: string,
  ): readonly RunbookCommand[] {
    if (sets) {
      definitions.set(sets.name, sourceOfAssignment(sets.value, line));
      if (new RegExp(`\\$\\{?${sets.name}\\b`).test(texts)) return [];
    }
    for (const { name } of entry.inputs ?? []) definitions.set(name, { kind: "output", line });
    const variables = variablesOf(entry, definitions, this.#context);
    if (entry.assigns !== undefined) definitions.set(entry.assigns, { kind: "output", line, by: { entry, variables } });
    return [{ line, text: entry.text, title, entry, variables }];
  }
}

// `NS='<value of namespace label from alert>'` says where the value comes from and is none.
function sourceOfAssignment(value: string, line: number): VariableSource {
  const prompt = /^<([^<>]+)>$/.exec(value.trim())?.[1];
  if (prompt === undefined) return { kind: "assigned", value, line };
  const label = /(?:value of )?(?:the )?["'`]?([\w.-]+)["'`]? label\b/i.exec(prompt)?.[1];
  return label === undefined ? { kind: "asked", prompt } : { kind: "label", label };
}

function groupedByTitle(commands: readonly BlockCommand[], fallback: string): readonly Omit<Draft, "section">[] {
  const groups: { line: number; title: string; commands: BlockCommand[] }[] = [];
  for (const command of commands) {
    const title = command.title ?? fallback;
    const last = groups.at(-1);
    if (last?.title === title) last.commands.push(command);
    else groups.push({ line: command.line, title, commands: [command] });
  }
  return groups;
}
