import { createServer, type IncomingHttpHeaders } from "node:http";
import { onTestFinished } from "vitest";
import { Fault } from "../../src/clients/fault.ts";
import type { Page, PageDestination } from "../../src/clients/pager.ts";
import { createPagerDuty, type PagerDutyOptions } from "../../src/clients/pagerduty.ts";
import { createPager, type PagerOptions } from "../../src/sandbox/pager/create-pager.ts";

export const ourEmail = "incident-commander@sandbox.example";
export const routingKey = "sandbox-routing-key-ppodcast";

export const byEvents: PageDestination = { service: "Podcast analytics", routingKey, serviceId: "PPODCAST" };
export const byRest: PageDestination = { service: "Podcast analytics", serviceId: "PPODCAST" };

export function page(to: PageDestination, more: Partial<Page> = {}): Page {
  return { to, dedupKey: "incident:0001:first", summary: "P1 podcast API down", urgency: "high", ...more };
}

/** The client and the sandbox's pager with real HTTP between them, and everything the client logged. */
export async function pagerAndClient(pagerOptions: PagerOptions = {}, clientOptions: Partial<PagerDutyOptions> = {}) {
  const local = await createPager(pagerOptions);
  onTestFinished(local.stop);
  const logged: string[] = [];
  const pager = createPagerDuty({
    token: local.token,
    from: ourEmail,
    apiUrl: local.apiUrl,
    eventsUrl: local.eventsUrl,
    log: { debug: (details, message) => logged.push(JSON.stringify({ ...details, message })) },
    ...clientOptions,
  });
  return { local, pager, logged };
}

/** The fault a promise fails with; anything else fails the test. */
export async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(
    () => new Error("nothing failed"),
    (reason: unknown) => reason,
  );
  if (error instanceof Fault) return error;
  throw error;
}

/** A server that answers everything with the same, and keeps the headers of what it was asked. */
export async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`, requests };
}
