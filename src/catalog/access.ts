import type { z } from "zod";
import { type DeepReadonly, filledList, groupOrPerson, list, mapping, oneOf, text, wholeNumber } from "./fields.ts";

/** Risks that need somebody's yes; `read` needs none. */
const guardedRisk = () => oneOf(["sensitive", "change", "destructive"]);

/** Who must agree, and how many. The rules ask for more than the floor (`approvalFor`), never for less. */
export const approvalRule = mapping({
  risk: guardedRisk(),
  /** Environments it holds in; empty means all. */
  environments: list(text("an environment such as production")).default([]),
  /** Who may approve here; empty means the service's approvers. */
  approvers: list(groupOrPerson()).default([]),
  /** Distinct people. */
  count: wholeNumber("a number of people from 1 to 5", 1, 5),
  /** Who is asked next when the approvers stay silent. */
  thenAsk: list(groupOrPerson()).default([]),
});

export type ApprovalRule = DeepReadonly<z.output<typeof approvalRule>>;
export type GuardedRisk = ApprovalRule["risk"];

/** Slack user groups (`S…` or handle) and people (`U…`) by what they may do. */
export const access = mapping({
  /** May run reads. */
  responders: filledList(groupOrPerson()),
  /** May approve what a rule does not give to somebody else. */
  approvers: filledList(groupOrPerson()),
  approvals: list(approvalRule).default([]),
});
