import type { Environment } from "../../catalog/types.ts";
import { hostOf, type Reach } from "../../clients/http-reach.ts";

/** The hosts that the catalog lets HTTP reach: the service's own parts, and those it lists beside them. */
export function reachOfEnvironment(environment: Environment): Reach {
  const { prometheus, alertmanager, healthChecks, hosts, allowedHosts } = environment;
  const parts = [prometheus, alertmanager, ...healthChecks].flatMap((part) => (part ? [part.url] : []));
  return { own: [...parts, ...Object.values(hosts)].map(hostOf), listed: allowedHosts };
}
