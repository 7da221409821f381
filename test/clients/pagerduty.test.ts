import { describe, expect, test } from "vitest";
import { answering, byEvents, byRest, faultOf, ourEmail, page, pagerAndClient } from "./pager-setup.ts";

describe("paging a service", () => {
  test("a service with a routing key is paged through Events, and the first on call rings", async () => {
    const { local, pager } = await pagerAndClient();
    expect(await pager.trigger(page(byEvents))).toEqual({ through: "events", wasAlreadyOpen: false });
    expect(local.calls.map(({ path, status }) => ({ path, status }))).toEqual([{ path: "/v2/enqueue", status: 202 }]);
    expect(local.ringing().map(({ person }) => person.name)).toEqual(["Ada Okafor"]);
  });

  test("what is known of the incident goes along: the first words, the details, the channel", async () => {
    const { local, pager } = await pagerAndClient();
    await pager.trigger(
      page(byEvents, { link: { url: "https://slack.example/c1", text: "Channel" }, details: "error rate 37 %" }),
    );
    expect(local.calls[0]?.body).toMatchObject({
      event_action: "trigger",
      dedup_key: "incident:0001:first",
      payload: { source: "Podcast analytics", severity: "critical", custom_details: { details: "error rate 37 %" } },
      links: [{ href: "https://slack.example/c1" }],
    });
  });

  test("the token of the REST key is not shown to the Events host", async () => {
    const events = await answering(202, JSON.stringify({ status: "success" }));
    const { local, pager } = await pagerAndClient({}, { eventsUrl: `${events.url}/` });
    await pager.trigger(page(byEvents));
    expect(events.requests).toHaveLength(1);
    expect(JSON.stringify(events.requests)).not.toContain(local.token);
  });

  test("any number of triggers with one key is one page", async () => {
    const { local, pager } = await pagerAndClient();
    await Promise.all([1, 2, 3, 4].map(() => pager.trigger(page(byEvents))));
    expect(local.incidents()).toHaveLength(1);
    expect(local.ringing()).toHaveLength(1);
  });

  test("a service without a routing key is paged through REST, in the name of our user", async () => {
    const { local, pager } = await pagerAndClient();
    const receipt = await pager.trigger(page(byRest));
    expect(receipt).toMatchObject({ through: "incident", incidentId: local.incidents()[0]?.id, wasAlreadyOpen: false });
    expect(local.calls[0]).toMatchObject({ method: "POST", path: "/incidents", from: ourEmail, status: 201 });
  });

  test("two who press Page in the same second through REST wake people once, and both are told of the same incident", async () => {
    const { local, pager } = await pagerAndClient();
    const receipts = await Promise.all([pager.trigger(page(byRest)), pager.trigger(page(byRest))]);
    expect(local.incidents()).toHaveLength(1);
    expect(receipts.map(({ wasAlreadyOpen }) => wasAlreadyOpen).sort()).toEqual([false, true]);
    expect(new Set(receipts.map(({ incidentId }) => incidentId)).size).toBe(1);
  });

  test("a destination with neither key nor service says what is missing, and nothing is sent", async () => {
    const { local, pager } = await pagerAndClient();
    const fault = await faultOf(pager.trigger(page({ service: "Blog engine" })));
    expect(fault).toMatchObject({ code: "no-service-id", retry: { kind: "never" } });
    expect(local.calls).toEqual([]);
  });

  test("a summary longer than PagerDuty takes is cut instead of refused", async () => {
    const { local, pager } = await pagerAndClient();
    await pager.trigger(page(byEvents, { summary: "x".repeat(3000) }));
    expect(local.incidents()[0]?.title).toHaveLength(1024);
  });
});

describe("calling by name", () => {
  test("a person is called without anybody of the policy", async () => {
    const { local, pager } = await pagerAndClient();
    await pager.callPerson(page(byRest), "PFATIMA1");
    expect(local.ringing().map(({ person }) => person.id)).toEqual(["PFATIMA1"]);
  });

  test("a policy is called instead of the service's own", async () => {
    const { local, pager } = await pagerAndClient();
    await pager.callPolicy(page(byRest), "PPOLICY2");
    expect(local.incidents()[0]?.policy.id).toBe("PPOLICY2");
    expect(local.ringing().map(({ person }) => person.id)).toEqual(["PFATIMA1"]);
  });

  test("more people are asked to an open page, by name and by policy", async () => {
    const { local, pager } = await pagerAndClient();
    const { incidentId = "" } = await pager.callPerson(page(byRest), "PADA0001");
    await pager.requestResponders({
      incidentId,
      message: "Please join",
      personIds: ["PBEN0001"],
      policyIds: ["PPOLICY2"],
    });
    expect(local.incidents()[0]?.responders).toEqual(["PBEN0001", "PFATIMA1"]);
  });

  test("a person PagerDuty does not know is refused with the reason, for good", async () => {
    const { pager } = await pagerAndClient();
    const fault = await faultOf(pager.callPerson(page(byRest), "PNOBODY1"));
    expect(fault).toMatchObject({
      retry: { kind: "never" },
      outcome: "not-done",
      advice: expect.stringContaining("Assigned To User Not Found"),
    });
  });
});

describe("answering for a page", () => {
  test("a page of Events is acknowledged and resolved by its key", async () => {
    const { local, pager } = await pagerAndClient();
    await pager.trigger(page(byEvents));
    await pager.acknowledge(page(byEvents));
    expect(local.incidents()[0]?.status).toBe("acknowledged");
    await pager.resolve(page(byEvents));
    expect(local.incidents()[0]?.status).toBe("resolved");
    expect(new Set(local.calls.map(({ path }) => path))).toEqual(new Set(["/v2/enqueue"]));
  });

  test("a page of REST is found by its key when its id is not known", async () => {
    const { local, pager } = await pagerAndClient();
    await pager.callPerson(page(byRest), "PADA0001");
    await pager.acknowledge(page(byRest));
    await pager.resolve(page(byRest));
    expect(local.incidents()[0]?.status).toBe("resolved");
  });

  test("resolving what is resolved or gone is no fault", async () => {
    const { local, pager } = await pagerAndClient();
    const { incidentId } = await pager.callPerson(page(byRest), "PADA0001");
    local.resolve(incidentId ?? "", "PADA0001");
    await pager.resolve(page(byRest, { incidentId }));
    await pager.resolve(page(byRest, { dedupKey: "incident:unknown:first" }));
    expect(local.calls.map(({ method, status }) => `${method} ${status}`)).toEqual(["POST 201", "PUT 400", "GET 200"]);
  });

  test("what became of a page is read back: whom it calls, and who has acknowledged", async () => {
    const { local, pager } = await pagerAndClient();
    await pager.trigger(page(byEvents));
    local.acknowledge(local.incidents()[0]?.id ?? "", "PADA0001");
    expect(await pager.findIncident("incident:0001:first")).toMatchObject({
      status: "acknowledged",
      assignees: [{ name: "Ada Okafor" }],
      acknowledgedBy: [{ id: "PADA0001" }],
    });
    expect(await pager.findIncident("incident:9999:first")).toBeUndefined();
  });
});

describe("knowing people", () => {
  test("who is on call is told level by level, for a service as for its policy", async () => {
    const { pager } = await pagerAndClient();
    const levels = await pager.onCall({ kind: "service", serviceId: "PPODCAST" });
    expect(levels.map(({ level, people }) => [level, people.map(({ name }) => name)])).toEqual([
      [1, ["Ada Okafor"]],
      [2, ["Ben Lindqvist"]],
      [3, ["Chioma Eze", "Dmitri Petrov"]],
    ]);
    expect(levels[0]?.people[0]?.email).toBe("ada@sandbox.example");
    expect(await pager.onCall({ kind: "policy", policyId: "PPOLICY1" })).toEqual(levels);
  });

  test("a policy with more people than one answer holds is read to the end", async () => {
    const users = Array.from({ length: 130 }, (_, n) => ({
      id: `PU${n}`,
      name: `User ${n}`,
      email: `u${n}@sandbox.example`,
    }));
    const policies = [{ id: "PBIG", name: "Everybody", levels: [users.map(({ id }) => id)] }];
    const { pager } = await pagerAndClient({ directory: { users, policies, services: [], priorities: [] } });
    const levels = await pager.onCall({ kind: "policy", policyId: "PBIG" });
    expect(levels[0]?.people).toHaveLength(130);
  });

  test("a person is found by exactly their address, whatever its capitals", async () => {
    const { pager } = await pagerAndClient();
    expect(await pager.findUserByEmail("Ada@Sandbox.example")).toMatchObject({ id: "PADA0001" });
    expect(await pager.findUserByEmail("da@sandbox.example")).toBeUndefined();
    expect(await pager.findUserByEmail("elena@sandbox.example")).toBeUndefined();
  });
});
