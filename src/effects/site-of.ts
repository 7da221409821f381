import { changeTimes } from "../catalog/change-times.ts";
import type { Organization, Service } from "../catalog/types.ts";
import type { Site } from "../targets/target.ts";

/** Where an operation of a service runs; undefined when the catalog has no such environment any more. */
export function siteOf(
  service: Service | undefined,
  environmentName: string,
  organization: Organization,
): Site | undefined {
  if (!service || !Object.hasOwn(service.environments, environmentName)) return undefined;
  const environment = service.environments[environmentName];
  return (
    environment && {
      service: service.key,
      environmentName,
      environment,
      links: Object.fromEntries(service.links.map(({ kind, url }) => [kind, url])),
      thresholds: service.thresholds,
      windowAt: (at) => changeTimes(organization, service, environmentName, at).open,
      manifests: service.manifests,
    }
  );
}
