import type { Incident } from "../incident/incident.ts";
import type { Pipeline, Ran } from "../targets/run-pipeline.ts";
import type { EffectContext } from "./context.ts";
import type { RunningItem } from "./run-item.ts";

export type PlannedAgain =
  | { readonly kind: "planned"; readonly pipeline: Pipeline }
  /** It cannot be known what would run. */
  | { readonly kind: "ended"; readonly ran: Ran };

/**
 * What a command runs, once the `$(…)`s in it have been looked up: the text that was planned, with one word more. The runbook must be
 * the one that was planned from, and what comes out the same operation.
 */
export async function planAgain(
  incident: Pick<Incident, "service">,
  { item, started }: RunningItem,
  { runbooks }: Pick<EffectContext, "runbooks">,
  ask: (pipeline: Pipeline) => Promise<Ran>,
): Promise<PlannedAgain> {
  const { operation, filters, inputs } = item;
  if (!inputs) return { kind: "planned", pipeline: { operation, filters } };
  const values: Record<string, string> = { ...item.values };
  for (const input of inputs) {
    const ran = await ask(input);
    if (ran.kind !== "done") return { kind: "ended", ran: about(input.name, ran) };
    const value = ran.text.trim();
    if (!value) return refused(`${input.name} printed nothing, so there is nothing to put in its place`);
    values[input.name] = value;
  }
  const workbook = (await runbooks.open(incident.service)).open(started.slug, incident.service);
  if (workbook?.hash !== started.hash) return refused("the runbook was changed after this was asked for: run it again");
  const plan = workbook.planCommand(item.step, item.command, values);
  if (plan?.kind !== "planned") return refused(whyNot(plan));
  if (plan.operation.name !== operation.name) return refused("with its values it would be another operation");
  return { kind: "planned", pipeline: { operation: plan.operation, filters: plan.filters } };
}

type NotPlanned = Exclude<ReturnType<NonNullable<Workbook>["planCommand"]>, { readonly kind: "planned" }>;
type Workbook = ReturnType<Awaited<ReturnType<EffectContext["runbooks"]["open"]>>["open"]>;

function whyNot(plan: NotPlanned): string {
  if (!plan) return "the step is no longer in the runbook";
  return plan.kind === "missing" ? `${plan.names.join(", ")} is missing` : plan.reason;
}

const refused = (reason: string): PlannedAgain => ({ kind: "ended", ran: { kind: "refused", reason } });

/** Which look it was that did not work. */
function about(name: string, ran: Exclude<Ran, { readonly kind: "done" }>): Ran {
  return ran.kind === "refused" || ran.kind === "failed" ? { ...ran, reason: `${name}: ${ran.reason}` } : ran;
}
