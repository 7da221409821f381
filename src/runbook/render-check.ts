import type { CheckReport, CommandReport, FileReport } from "./check-report.ts";

/** The report as text for a terminal: every command on a line, then what to mend, then the totals. */
export function renderCheck(report: CheckReport): string {
  const { totals, problems } = report;
  const files = report.files.map(renderFile);
  const mending = problems.map(({ path, line, message, remedy }) => `${path}:${line}: ${message}\n    ${remedy}`);
  const share = totals.commands === 0 ? 100 : Math.round((100 * totals.operation) / totals.commands);
  const summary = [
    `${report.files.length} runbooks, ${totals.commands} commands: ${totals.operation} operations (${share} %), ${totals.job} jobs, ${totals.manual} manual`,
    `risk: ${totals.read} read, ${totals.sensitive} sensitive, ${totals.change} change, ${totals.destructive} destructive`,
    problems.length === 0 ? "nothing to mend" : `${problems.length} to mend`,
  ];
  return [...files, ...(mending.length > 0 ? [mending.join("\n")] : []), summary.join("\n")].join("\n\n");
}

function renderFile(file: FileReport): string {
  return [`${file.path}  ${file.title}`, ...file.commands.map(renderCommand)].join("\n");
}

function renderCommand(command: CommandReport): string {
  const text = command.text.replace(/\s+/g, " ");
  const shown = text.length > 100 ? `${text.slice(0, 99)}…` : text;
  const what =
    command.kind === "manual"
      ? `manual: ${command.reason}`
      : `${command.risk}  ${command.operation}${command.filters ? ` | ${command.filters.join(" | ")}` : ""}`;
  const values = command.variables.map(({ name, from }) => `${name} (${from})`).join(", ");
  return `  ${String(command.line).padStart(4)}  ${shown}\n        ${what}${values === "" ? "" : `\n        values: ${values}`}`;
}
