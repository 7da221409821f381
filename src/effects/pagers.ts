import type { Catalog, Service } from "../catalog/types.ts";
import { Fault } from "../clients/fault.ts";
import type { OnCallOf, PageDestination, Pager } from "../clients/pager.ts";

/** The pager that carries the calls of a service, and how it knows that service. */
export interface ServicePager {
  readonly pager: Pager;
  readonly to: PageDestination;
  /** Whether it can say whom it calls. */
  readonly canAsk: boolean;
  /** What to ask it about who is on call; absent where it cannot say. */
  readonly onCallOf?: OnCallOf | undefined;
}

/** Which pager carries what. Throws a `Fault` for a service whose pager is not set up: that must be said, not passed over. */
export interface Pagers {
  of(service: string, isDrill: boolean): ServicePager;
}

export interface PagersParts {
  /** Absent where no pager is configured. */
  readonly pagerDuty?: Pager | undefined;
  /** Whether it may be asked, or only be sent events. */
  readonly canAsk: boolean;
  /** Of drills, and of services that page nobody. */
  readonly logPager: Pager;
  readonly catalog: () => Catalog;
  /** The routing key that the catalog names by variable. */
  readonly secretOf: (variable: string) => string | undefined;
}

export function createPagers({ pagerDuty, canAsk, logPager, catalog, secretOf }: PagersParts): Pagers {
  return {
    of(key, isDrill) {
      const service = catalog().services.find((one) => one.key === key);
      // A service that left the catalog has no pager any more, and no routing key is known for it.
      if (isDrill || service?.pager.kind === "log") {
        return { pager: logPager, canAsk: false, to: { service: service?.name ?? key } };
      }
      if (!service) throw unknownService(key);
      if (!pagerDuty) throw notSetUp(service);
      const { routingKeyVariable, escalationPolicyId } = service.pager;
      const serviceId = canAsk ? service.pager.serviceId : undefined;
      const routingKey = routingKeyVariable && secretOf(routingKeyVariable);
      if (!routingKey && !serviceId) throw notSetUp(service);
      const to = { service: service.name, serviceId, routingKey: routingKey || undefined };
      return { pager: pagerDuty, canAsk, to, onCallOf: canAsk ? onCallOf(serviceId, escalationPolicyId) : undefined };
    },
  };
}

function onCallOf(serviceId: string | undefined, policyId: string | undefined): OnCallOf | undefined {
  if (policyId) return { kind: "policy", policyId };
  return serviceId ? { kind: "service", serviceId } : undefined;
}

function notSetUp({ key, name, pager: { routingKeyVariable } }: Service): Fault {
  const variable = routingKeyVariable
    ? `Set ${routingKeyVariable} to the integration key of its Events API v2 integration`
    : `Name a routingKeyVariable in services/${key}.yaml`;
  return new Fault(`No pager is set up for ${name}`, {
    service: "pagerduty",
    code: "not-set-up",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: `${variable}, or set PAGERDUTY_API_TOKEN, PAGERDUTY_FROM and pager.serviceId.`,
  });
}

function unknownService(key: string): Fault {
  return new Fault(`${key} is no longer in the catalog`, {
    service: "pagerduty",
    code: "unknown-service",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Put its file back under services/: it names the pager.",
  });
}
