import { fillCommand } from "../command-line/fill-command.ts";
import type { ReadingContext } from "./read-runbook.ts";
import type { Runbook } from "./types.ts";

/**
 * Why a value cannot stand for a name in the commands of a runbook; undefined where it fills its place and nothing more. The other
 * names stand for something harmless meanwhile, so that the fault is this value's alone.
 */
export function refuseValue(
  runbook: Runbook,
  name: string,
  value: string,
  context: ReadingContext,
): string | undefined {
  const users = runbook.steps
    .flatMap(({ commands }) => commands)
    .filter(({ variables }) => variables.some((use) => use.name === name));
  for (const { entry } of users) {
    const harmless = new Map(entry.names.map((other) => [other, "1"]));
    if (fillCommand(entry, harmless, context.commands).kind === "refused") continue;
    const filled = fillCommand(entry, harmless.set(name, value), context.commands);
    if (filled.kind === "refused") return filled.reason;
  }
  return undefined;
}
