import { approvalAt } from "../catalog/approval-for.ts";
import type { Catalog, GuardedRisk, Service } from "../catalog/types.ts";
import type { Instant } from "../incident/incident.ts";
import { canonical } from "./canonical.ts";
import type { Act, ChangeRequest, Needed } from "./request.ts";

/** The service as the catalog has it, by its key. */
export const serviceOf = (catalog: Catalog, key: string): Service | undefined =>
  catalog.services.find((one) => one.key === key);

/** What the policy is asked about. */
interface Judged {
  readonly service: string;
  readonly environment: string;
  readonly risk: GuardedRisk;
}

/** Who must agree at this moment, by the policy in force. */
type NeededNow =
  | {
      readonly kind: "needed";
      readonly needed: Needed;
      /** Deploy freezes that stand, a sentence each. */
      readonly freezes: readonly string[];
    }
  /** A deploy freeze lets nothing be changed: the sentence names it and its end. */
  | { readonly kind: "frozen"; readonly reason: string }
  /** The catalog does not know the service or the environment any more. */
  | { readonly kind: "unknown" };

export function neededAt(catalog: Catalog, { service: key, environment, risk }: Judged, now: Instant): NeededNow {
  const service = serviceOf(catalog, key);
  if (!service || !Object.hasOwn(service.environments, environment)) return { kind: "unknown" };
  const found = approvalAt(catalog.organization, service, { risk, environment, now });
  const { refused, freezes, oneMore, ...usual } = found;
  if (refused !== undefined) return { kind: "frozen", reason: refused };
  return { kind: "needed", needed: { risk, ...usual, ...(oneMore.length > 0 && { oneMore }) }, freezes };
}

/** What the policy of this moment makes of a request that was asked for earlier. */
type StillStands =
  | { readonly kind: "stands" }
  | { readonly kind: "needs-more"; readonly needed: Needed }
  | { readonly kind: "void"; readonly reason: string };

/**
 * The rules themselves must be those it was asked under. Hours pass by themselves: when they ask for more now, one more is waited for;
 * when they ask for less, nothing is taken away. Who broke the glass is held back by a freeze alone; what comes back by itself, by nothing.
 */
export function stillStands(request: ChangeRequest, catalog: Catalog, now: Instant): StillStands {
  const { plan, needed, breakGlass, agreedBefore } = request;
  if (agreedBefore) return { kind: "stands" };
  const found = neededAt(catalog, plan, now);
  if (found.kind === "frozen") return { kind: "void", reason: found.reason };
  if (found.kind === "unknown" || canonical(usual(found.needed)) !== canonical(usual(needed)))
    return { kind: "void", reason: "The rules for this change were changed after it was asked for. Ask again." };
  if (breakGlass) {
    const [freeze] = found.freezes;
    return freeze === undefined ? { kind: "stands" } : { kind: "void", reason: `${noGlassInFreeze} ${freeze}` };
  }
  return found.needed.count > needed.count ? { kind: "needs-more", needed: found.needed } : { kind: "stands" };
}

export const noGlassInFreeze = "During a deploy freeze nobody decides alone.";

/** What the rules ask for at any hour. */
const usual = ({ oneMore, count, ...rest }: Needed) => ({ ...rest, count: oneMore ? count - 1 : count });

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
