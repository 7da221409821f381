import type { Catalog } from "../catalog/types.ts";
import type { Config } from "../config.ts";
import type { LocalPager } from "./pager/create-pager.ts";

/** Of whom the bot's own acts are done in the sandbox's pager. */
const from = "incident-commander@sandbox.example";
export const webhookSecret = "sandbox-webhook-secret";

/** What the environment would say, were the sandbox's pager PagerDuty: its services have the catalog's ids. */
export function pagerSettings(
  pager: Pick<LocalPager, "token" | "apiUrl" | "eventsUrl" | "directory">,
  { services }: Catalog,
): Pick<Config, "pagerDuty" | "secretOf"> {
  const { token, apiUrl, eventsUrl, directory } = pager;
  return {
    pagerDuty: { token, from, apiUrl, eventsUrl, webhookSecrets: [webhookSecret] },
    secretOf(variable) {
      const service = services.find((one) => one.pager.routingKeyVariable === variable);
      return directory.services.find(({ id }) => id === service?.pager.serviceId)?.routingKey;
    },
  };
}

/** From now on the pager's webhooks reach the product. */
export function connectWebhooks(pager: LocalPager, port: number | undefined): void {
  if (port === undefined) return;
  pager.subscribe({ url: `http://127.0.0.1:${port}/hooks/pagerduty`, secrets: [webhookSecret] });
}
