import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { isOwnEcho } from "../../../src/alerts/pagerduty-freshness.ts";
import { verifyPagerDutySignature } from "../../../src/alerts/pagerduty-signature.ts";
import { type PagerDutyWebhook, readPagerDutyWebhook } from "../../../src/alerts/pagerduty-webhook.ts";
import { byEvents, byRest, page, pagerAndClient } from "../../clients/pager-setup.ts";

const secrets = ["old-secret", "new-secret"];

/** The bot's door for webhooks as far as it concerns these parts: it keeps what is authentic. `answers` come first, then 202. */
async function door(...answers: number[]) {
  const webhooks: PagerDutyWebhook[] = [];
  const ids: unknown[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const header = request.headers["x-pagerduty-signature"];
    const isAuthentic = verifyPagerDutySignature({ body, header, secrets: ["new-secret"] });
    const reading = readPagerDutyWebhook(body);
    const status = answers.shift() ?? 202;
    if (isAuthentic && reading.kind === "webhook" && status === 202) webhooks.push(reading.webhook);
    ids.push(request.headers["x-webhook-id"]);
    response.writeHead(status).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { webhooks, ids, subscription: { url: `http://127.0.0.1:${port}/hooks/pagerduty`, secrets } };
}

test("all that happens to a page comes back signed, in its order, with who did it", async () => {
  const { webhooks, subscription } = await door();
  const { local, pager } = await pagerAndClient({ webhook: subscription });
  await pager.trigger(page(byEvents));
  const { id } = await local.waitFor("the page", () => local.ringing()[0]?.incident);
  local.escalate(id, "PADA0001");
  local.acknowledge(id, "PBEN0001");
  local.annotate(id, "PBEN0001", "Rolled back to 41");
  local.resolve(id, "PBEN0001");
  local.ping();
  await local.waitFor("six webhooks", () => local.deliveries[5]);
  expect(webhooks.map(({ kind, agent }) => [kind, agent?.name])).toEqual([
    ["triggered", "Podcast analytics"],
    ["escalated", "Ada Okafor"],
    ["acknowledged", "Ben Lindqvist"],
    ["annotated", "Ben Lindqvist"],
    ["resolved", "Ben Lindqvist"],
    ["ping", undefined],
  ]);
  expect(webhooks[0]).toMatchObject({
    incident: { key: "incident:0001:first", serviceId: "PPODCAST" },
    assignees: [{ name: "Ada Okafor" }],
  });
  expect(webhooks[3]).toMatchObject({ note: "Rolled back to 41", incident: { id } });
  expect(new Set(webhooks.map(({ eventId }) => eventId)).size).toBe(6);
});

test("what we did ourselves through REST comes back as our own echo", async () => {
  const { webhooks, subscription } = await door();
  const { local, pager } = await pagerAndClient({ webhook: subscription });
  const check = await pager.check();
  const { incidentId } = await pager.callPerson(page(byRest), "PADA0001");
  await pager.resolve(page(byRest, { incidentId }));
  await local.waitFor("two webhooks", () => local.deliveries[1]);
  const own = check.kind === "ready" ? check.agent?.id : undefined;
  expect(webhooks.map((webhook) => isOwnEcho(webhook, own))).toEqual([true, true]);
});

test("a webhook that met a 500 comes again under the same id; one that was refused does not", async () => {
  const { webhooks, ids, subscription } = await door(500, 202, 400);
  const { local, pager } = await pagerAndClient({ webhook: subscription });
  await pager.trigger(page(byEvents));
  await pager.resolve(page(byEvents));
  await local.waitFor("both webhooks", () => local.deliveries[1]);
  expect(local.deliveries).toMatchObject([
    { eventType: "incident.triggered", attempts: 2, status: 202 },
    { eventType: "incident.resolved", attempts: 1, status: 400 },
  ]);
  expect(ids[0]).toBe(ids[1]);
  expect(webhooks.map(({ kind }) => kind)).toEqual(["triggered"]);
});
