import type { RunPlan, RunScope } from "../incident/run.ts";
import type { Workbook } from "./library.ts";
import type { KeyedStep } from "./pages.ts";

const mostLeft = 20;

/** What a part of a runbook would run now, with these values. Undefined when the runbook has no such part any more. */
export function planRun(workbook: Workbook, scope: RunScope, values: ReadonlyMap<string, string>): RunPlan | undefined {
  const part = partOf(workbook, scope);
  if (!part) return undefined;
  const plans = workbook.planReads(part.steps, values);
  const { slug, hash, title } = workbook;
  return {
    slug,
    hash,
    runbook: title,
    title: part.title,
    scope,
    items: plans.flatMap((plan) => {
      if (plan.kind === "left") return [];
      const { kind: _read, ...item } = plan;
      return [item];
    }),
    left: plans
      .flatMap((plan) => {
        if (plan.kind === "read") return [];
        const { title, text, reason } = plan;
        return [{ title, text: text.slice(0, 200), reason }];
      })
      .slice(0, mostLeft),
  };
}

/** Everything that only looks; of a document that is too long for one run, the page that fits. */
export function planDiagnostics(
  workbook: Workbook,
  page: number,
  values: ReadonlyMap<string, string>,
  mostItems: number,
): RunPlan | undefined {
  const whole = planRun(workbook, { kind: "runbook" }, values);
  if (!whole || whole.items.length <= mostItems) return whole;
  return planRun(workbook, { kind: "page", page: Math.min(page, workbook.pages.length - 1) }, values);
}

function partOf(
  { pages, title }: Workbook,
  scope: RunScope,
): { readonly title: string; readonly steps: readonly KeyedStep[] } | undefined {
  const all = pages.flatMap(({ steps }) => steps);
  switch (scope.kind) {
    case "step": {
      const step = all.find(({ key }) => key === scope.step);
      return step && { title: step.title, steps: [step] };
    }
    case "page":
      return pages[scope.page];
    case "runbook":
      return { title, steps: all };
  }
}
