import { approvalFor } from "../catalog/approval-for.ts";
import type { Catalog, GuardedRisk, Service } from "../catalog/types.ts";
import { canonical } from "./canonical.ts";
import type { Act, ChangeRequest, Needed } from "./request.ts";

/** The service as the catalog has it, by its key. */
export const serviceOf = (catalog: Catalog, key: string): Service | undefined =>
  catalog.services.find((one) => one.key === key);

/** Who must agree, by the policy in force; undefined when the catalog no longer knows the service or the environment. */
export function neededFor(
  catalog: Catalog,
  {
    service: key,
    environment,
    risk,
  }: { readonly service: string; readonly environment: string; readonly risk: GuardedRisk },
): Needed | undefined {
  const service = serviceOf(catalog, key);
  if (!service || !Object.hasOwn(service.environments, environment)) return undefined;
  return { risk, ...approvalFor(catalog.organization, service, risk, environment) };
}

/** Why the request no longer stands, if the rules are others than those it was asked under. */
export function rulesMoved(request: ChangeRequest, catalog: Catalog): string | undefined {
  const now = neededFor(catalog, request.plan);
  if (now && canonical(now) === canonical(request.needed)) return undefined;
  return "The rules for this change were changed after it was asked for. Ask again.";
}

/** Whom the catalog names for this, among whom a person is looked up. */
export function entriesFor(request: ChangeRequest, act: Act, catalog: Catalog): readonly string[] {
  const { approvers, thenAsk } = request.needed;
  switch (act.kind) {
    case "approve":
      return approversNow(request);
    case "deny":
    case "review":
      return distinct([...approvers, ...thenAsk]);
    case "break-glass":
      return catalog.organization.breakGlass;
    case "settle":
      return distinct([...askersFor(request, catalog), ...approvers, ...thenAsk]);
  }
}

/** Who may ask for it: the responders of the service, and who may approve it. */
export const askersFor = ({ plan, needed }: ChangeRequest, catalog: Catalog): readonly string[] =>
  distinct([...(serviceOf(catalog, plan.service)?.access.responders ?? []), ...needed.approvers]);

/** Who is asked at the moment: after a silence the next ones, too. */
export const approversNow = ({ needed, escalatedAt }: ChangeRequest): readonly string[] =>
  escalatedAt === undefined ? needed.approvers : distinct([...needed.approvers, ...needed.thenAsk]);

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];
