import { expect, test } from "vitest";
import { byEvents, byRest, page, pagerAndClient } from "./pager-setup.ts";
import { fault, operations } from "./pagerduty-documents.ts";

test("every request that can be sent is one PagerDuty documents, and all of them are sent here", async () => {
  const { local, pager } = await pagerAndClient();
  const full = { details: "error rate 37 %", link: { url: "https://slack.example/c1", text: "Channel" } };
  await pager.trigger(page(byEvents, full));
  await pager.trigger(page(byEvents, { dedupKey: "b", urgency: "low" }));
  await pager.acknowledge(page(byEvents));
  await pager.resolve(page(byEvents));
  const { incidentId = "" } = await pager.trigger(page(byRest, { ...full, dedupKey: "c" }));
  await pager.callPerson(page(byRest, { dedupKey: "c" }), "PADA0001");
  await pager.callPerson(page(byRest, { dedupKey: "d", urgency: "low" }), "PADA0001");
  await pager.callPolicy(page(byRest, { dedupKey: "e" }), "PPOLICY2");
  await pager.requestResponders({
    incidentId,
    message: "Please join",
    personIds: ["PBEN0001"],
    policyIds: ["PPOLICY2"],
  });
  await pager.acknowledge(page(byRest, { incidentId }));
  await pager.resolve(page(byRest, { dedupKey: "d" }));
  await pager.onCall({ kind: "service", serviceId: "PPODCAST" });
  await pager.check();
  const calls = local.calls.map((call) => ({ call: `${call.method} ${call.path}`, fault: fault(call) }));
  expect(calls.filter((one) => one.fault !== undefined)).toEqual([]);
  const untried = operations.filter(
    ({ method, path }) => !local.calls.some((call) => call.method === method && path.test(call.path)),
  );
  expect(untried).toEqual([]);
});
