import type { Catalog } from "../catalog/types.ts";
import { placeholderOf } from "../command-line/print-command.ts";
import { namesPutBack } from "../command-line/read-commands.ts";
import { describeFilter } from "../operation/filter.ts";
import { fillHoles } from "../operation/hole.ts";
import { environmentOf, readingContext, serviceNamed } from "./catalog-context.ts";
import type { CheckReport, CommandReport, FileReport, Problem, Totals, VariableReport } from "./check-report.ts";
import { problemsOf } from "./problems.ts";
import { type RunbookFile, readRunbook } from "./read-runbook.ts";
import type { RunbookCommand, VariableUse } from "./types.ts";

export interface CheckOptions {
  readonly catalog?: Catalog | undefined;
  /** `2026-11-21`: review dates before it have passed. */
  readonly today?: string | undefined;
  /** Called after each file with how many are done. */
  readonly onFile?: (done: number) => void;
}

/** Every block and command of every file: its operation and risk, or the reason why not; and what its authors should mend. */
export function checkRunbooks(files: readonly RunbookFile[], options: CheckOptions = {}): CheckReport {
  const reports: FileReport[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const service = serviceNamed(options.catalog, /(?:^|\/)([\w-]+)\/[^/]+$/.exec(file.path)?.[1]);
    const { runbook, problem } = readRunbook(file, readingContext(environmentOf(service)?.environment));
    const commands = runbook.steps
      .flatMap((step) => step.commands)
      .sort((a, b) => a.line - b.line || a.entry.start - b.entry.start);
    reports.push({
      path: runbook.path,
      title: runbook.title,
      commands: commands.map(reportOf),
      blocks: runbook.blocks.map(({ line, kind }) => ({ line, kind })),
    });
    problems.push(...problemsOf(runbook, problem, options.today));
    options.onFile?.(reports.length);
  }
  return { files: reports, totals: totalsOf(reports.flatMap((report) => report.commands)), problems };
}

function reportOf({ line, text, title, entry, variables }: RunbookCommand): CommandReport {
  const { reading, names } = entry;
  const common = { line, text, title, variables: variables.map(variableReport) };
  if (reading.kind === "manual") return { ...common, kind: "manual", reason: reading.reason };
  const shown = fillHoles(reading.operation.arguments, (index) => placeholderOf(names[index] ?? `${index}`));
  return {
    ...common,
    kind: reading.kind,
    operation: reading.operation.name,
    arguments: shown,
    risk: reading.risk,
    ...(reading.filters.length > 0 && {
      filters: reading.filters.map((filter) => namesPutBack(describeFilter(filter), names)),
    }),
  };
}

/** A variable as reports print it: never the value of a secret. */
export function variableReport({ name, source }: VariableUse): VariableReport {
  switch (source.kind) {
    case "assigned":
      return { name, from: "assigned", value: source.value, line: source.line };
    case "output":
      return { name, from: "output", line: source.line };
    case "catalog":
      return { name, from: "catalog", value: source.value };
    case "label":
      return { name, from: "label", value: source.label };
    case "secret":
    case "connection":
    case "asked":
      return { name, from: source.kind };
  }
}

function totalsOf(commands: readonly CommandReport[]): Totals {
  const kinds = (kind: CommandReport["kind"]) => commands.filter((command) => command.kind === kind).length;
  const risks = (risk: string) => commands.filter((command) => command.risk === risk).length;
  return {
    commands: commands.length,
    operation: kinds("operation"),
    manual: kinds("manual"),
    job: kinds("job"),
    read: risks("read"),
    sensitive: risks("sensitive"),
    change: risks("change"),
    destructive: risks("destructive"),
  };
}
