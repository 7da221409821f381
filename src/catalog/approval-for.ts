import { type ChangeTimes, changeTimes } from "./change-times.ts";
import type { GuardedRisk, Organization, Service } from "./types.ts";

interface NeededApproval {
  /** Distinct people, the requester never among them. */
  readonly count: number;
  readonly approvers: readonly string[];
  /** Who is asked when they stay silent. */
  readonly thenAsk: readonly string[];
}

/**
 * Who must agree to this risk in this environment, and how many. "The organization may ask for more than this, never for less":
 * of all rules that apply the largest count holds. The service's own rule names who, the last of several before the others.
 */
export function approvalFor(
  organization: Organization,
  service: Service,
  risk: GuardedRisk,
  environment: string,
): NeededApproval {
  const rules = [...organization.approvals, ...service.access.approvals].filter(
    (rule) => rule.risk === risk && (rule.environments.length === 0 || rule.environments.includes(environment)),
  );
  const named = rules.findLast((rule) => rule.approvers.length > 0);
  return {
    count: Math.max(fewestApprovers[risk], ...rules.map((rule) => rule.count)),
    approvers: named?.approvers ?? service.access.approvers,
    thenAsk: rules.findLast((rule) => rule.thenAsk.length > 0)?.thenAsk ?? [],
  };
}

/** The same at a moment: of what changes something, the maintenance windows and deploy freezes may ask for one more. */
export function approvalAt(
  organization: Organization,
  service: Service,
  { risk, environment, now }: { readonly risk: GuardedRisk; readonly environment: string; readonly now: string },
): NeededApproval & Omit<ChangeTimes, "open"> {
  const usual = approvalFor(organization, service, risk, environment);
  if (risk === "sensitive") return { ...usual, oneMore: [], freezes: [] };
  const { oneMore, freezes, refused } = changeTimes(organization, service, environment, now);
  return { ...usual, count: usual.count + (oneMore.length > 0 ? 1 : 0), oneMore, freezes, refused };
}

/** The floor: no file may ask for less. */
export const fewestApprovers: Readonly<Record<GuardedRisk, number>> = { sensitive: 1, change: 1, destructive: 2 };
