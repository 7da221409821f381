import type { ExplainedCommand, Explanation } from "./explain-command.ts";

/** An explanation as text for a terminal. */
export function renderExplanation({ service, environment, commands }: Explanation): string {
  return [`${service} in ${environment}`, ...commands.map(renderCommand)].join("\n\n");
}

function renderCommand(command: ExplainedCommand): string {
  const lines = [
    command.text,
    command.description && `  does       ${command.description}`,
    command.operation && `  operation  ${command.operation} ${JSON.stringify(command.arguments)}`,
    ...(command.filters ?? []).map((filter) => `  then       ${filter}`),
    command.risk &&
      `  risk       ${command.risk}, ${command.approvers === 0 ? "no approval" : `${command.approvers} must agree`}`,
    ...(command.times ?? []).map((sentence) => `  now        ${sentence}`),
    command.target && `  target     ${command.target}`,
    ...command.variables.map(
      ({ name, from, value }) => `  value      ${name} (${from})${value === undefined ? "" : ` = ${value}`}`,
    ),
    command.missing && `  missing    ${command.missing.join(", ")}`,
    command.reason && `  ${command.kind === "manual" ? "by hand    " : "refused    "}${command.reason}`,
  ];
  return lines.filter((line) => line).join("\n");
}
