import type { Operation } from "../operation/definition.ts";
import type { Filter } from "../operation/filter.ts";
import type { Risk } from "../operation/risk.ts";
import type { Workbook } from "./library.ts";
import type { CommandView, StepView } from "./view-step.ts";

/** A command of a step that others have to agree to, fully resolved. */
export interface PlannedChange {
  readonly operation: Operation;
  readonly filters: readonly Filter[];
  readonly risk: Risk;
  readonly description: string;
  readonly target: string;
}

/** Whether it can be asked for: it does more than look, and no value is missing. */
export const canAsk = ({ explained }: CommandView): boolean =>
  (explained.kind === "operation" || explained.kind === "job") &&
  explained.target !== undefined &&
  explained.risk !== undefined &&
  explained.risk !== "read";

/** What of a step can be asked for, with the values that stand on the screen. */
export function planChanges(workbook: Workbook, step: StepView): readonly PlannedChange[] {
  return step.commands.flatMap((command, at) => {
    if (!canAsk(command)) return [];
    const values = command.values.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
    const plan = workbook.planCommand(step.key, at, Object.fromEntries(values));
    return plan?.kind === "planned" ? [plan] : [];
  });
}
