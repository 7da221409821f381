import { writeMinutes } from "../catalog/duration.ts";
import type { Preview } from "../targets/target.ts";
import { canonical, sha256 } from "./canonical.ts";
import { longestOnCard } from "./limits.ts";
import type { Plan } from "./plan.ts";
import type { PlanFile } from "./request.ts";

/**
 * The whole plan as plain text, every fact on a line of its own: what somebody approves, what changes first. Text from
 * outside stays on its line and shows every character that would hide or reorder others, so that nothing in it can look
 * like a line of ours.
 */
export function planText(plan: Plan, preview: Preview): string {
  const { operation, runbook } = plan;
  return [
    `What: ${visible(plan.description)}`,
    ...changesOf(preview),
    ...section("Warnings", preview.warnings),
    ...section("Not previewed", preview.notPreviewed),
    `Where: ${visible(plan.service)}, ${visible(plan.environment)}`,
    `Target: ${visible(plan.target)}`,
    `Operation: ${operation.name}`,
    `Risk: ${plan.risk}`,
    ...(plan.backAfterMinutes === undefined ? [] : [`Comes back by itself: ${visible(whenBack(plan))}`]),
    ...section(
      "Arguments",
      Object.entries(operation.arguments).map(([name, value]) => `${name}: ${canonical(value)}`),
    ),
    ...section("Output goes through", plan.filters.map(canonical)),
    ...section("Typed by the requester once it is approved", plan.asksFor),
    ...(runbook ? [`Runbook: ${visible(runbook.slug)} (sha256 ${runbook.hash})`] : []),
  ].join("\n");
}

/** `1h after it is made, …`: when a change comes back by itself. */
export function whenBack({ backAfterMinutes = 0, backWith }: Pick<Plan, "backAfterMinutes" | "backWith">): string {
  const after = `${writeMinutes(backAfterMinutes)} after it is made`;
  if (!backWith) return after;
  const end = `${backWith.at.slice(0, 16).replace("T", " ")} UTC`;
  return `${after}, or when the maintenance window ${backWith.window} ends, ${end}, if that is earlier`;
}

/** What changes, object by object: enough of a plan that nobody decides on any more. */
export const changesText = (preview: Preview): string => changesOf(preview).join("\n");

const changesOf = ({ objects }: Preview): readonly string[] =>
  objects.flatMap(({ name, changes }) =>
    section(
      name,
      changes.map(({ what, before, after }) => `${what}: ${before || "(none)"} → ${after || "(none)"}`),
    ),
  );

/** The file of a plan that does not fit the card; undefined when the card shows all of it. */
export function planFileOf(plan: Plan, preview: Preview): PlanFile | undefined {
  const text = planText(plan, preview);
  return text.length > longestOnCard ? { sha256: sha256(text), length: text.length } : undefined;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${visible(title)}`, ...lines.map((line) => `    ${visible(line)}`)];

/** Controls, marks that reorder, separators of lines: shown by their number. */
const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
