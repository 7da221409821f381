import { duration } from "./duration.ts";
import { decimal, list, mapping, name, sentence, text } from "./fields.ts";

/** Where alerts begin: `error rate > 5 %`, and the query that measures it. */
export const threshold = mapping({
  alert: text("an alert name such as HighErrorRate", /^[\w-]+$/),
  expression: sentence(),
  /** PromQL of the measured value, without the comparison. */
  query: sentence().optional(),
  /** The value above which, or below which, it alerts; in the unit of the query. */
  above: decimal("a number").optional(),
  below: decimal("a number").optional(),
  for: duration().optional(),
  severity: text("a level such as P1").optional(),
  /** What to do first. */
  action: sentence().optional(),
}).transform(({ for: forMinutes, ...rest }): typeof rest & { forMinutes?: number | undefined } => ({
  ...rest,
  forMinutes,
}));

const objectives = { recoveryTimeObjective: duration().optional(), recoveryPointObjective: duration().optional() };

/** How fast it must be back, how much may be lost, and what there is to restore from. */
export const recovery = mapping({
  ...objectives,
  /** Parts with objectives of their own. */
  parts: list(mapping({ name: name(), ...objectives }).transform(inMinutes)).default([]),
  backups: list(sentence()).default([]),
}).transform(inMinutes);

interface Objectives {
  readonly recoveryTimeObjective?: number | undefined;
  readonly recoveryPointObjective?: number | undefined;
}

interface ObjectivesInMinutes {
  readonly recoveryTimeObjectiveMinutes?: number | undefined;
  readonly recoveryPointObjectiveMinutes?: number | undefined;
}

function inMinutes<Value extends Objectives>({ recoveryTimeObjective, recoveryPointObjective, ...rest }: Value) {
  const minutes: ObjectivesInMinutes = {
    recoveryTimeObjectiveMinutes: recoveryTimeObjective,
    recoveryPointObjectiveMinutes: recoveryPointObjective,
  };
  return { ...rest, ...minutes };
}
