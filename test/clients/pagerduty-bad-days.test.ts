import { describe, expect, test } from "vitest";
import { moods } from "../../src/sandbox/pager/types.ts";
import { answering, byEvents, byRest, faultOf, page, pagerAndClient, routingKey } from "./pager-setup.ts";

describe("when PagerDuty is not well", () => {
  test("a 429 is asked once, says how long to wait, and nothing more is sent until then", async () => {
    const { local, pager } = await pagerAndClient();
    local.be("limited");
    const first = await faultOf(pager.trigger(page(byEvents)));
    expect(first).toMatchObject({ code: "rate-limited", retry: { kind: "after", ms: 5_000 }, outcome: "not-done" });
    local.be("well");
    const second = await faultOf(pager.trigger(page(byEvents)));
    expect(second.retry).toMatchObject({ kind: "after" });
    expect(local.calls.map(({ status }) => status)).toEqual([429]);
  });

  test("one integration's limit does not hold up another's page, nor REST", async () => {
    const { local, pager } = await pagerAndClient();
    local.be("limited");
    await faultOf(pager.trigger(page(byEvents)));
    local.be("well");
    await pager.trigger(page({ service: "Blog engine", routingKey: "sandbox-routing-key-pblog001" }));
    expect(await pager.findUserByEmail("ada@sandbox.example")).toBeDefined();
  });

  test("the client keeps to PagerDuty's pace by itself", async () => {
    const { local, pager } = await pagerAndClient({ eventsPerMinute: 120 });
    const outcomes = await Promise.allSettled(Array.from({ length: 125 }, () => pager.trigger(page(byEvents))));
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(5);
    expect(local.calls.map(({ status }) => status).filter((status) => status === 429)).toEqual([]);
  });

  test.each([
    ["failing", { code: "http-500", outcome: "unknown", message: "PagerDuty answered 500" }],
    ["html", { code: "not-json", outcome: "unknown", message: "PagerDuty answered 502 without JSON" }],
    ["silent", { code: "timeout", outcome: "unknown", message: "PagerDuty did not answer within 0.2 s" }],
    ["down", { code: "ECONNRESET", outcome: "unknown" }],
  ] as const)("%s is a fault to try again, and says that the page may have gone out", async (mood, expected) => {
    const { local, pager } = await pagerAndClient({}, { timeoutMs: 200 });
    local.be(mood);
    for (const to of [byEvents, byRest]) {
      expect(await faultOf(pager.trigger(page(to)))).toMatchObject({ ...expected, retry: { kind: "backoff" } });
    }
  });

  test("a question that failed has changed nothing", async () => {
    const { local, pager } = await pagerAndClient();
    local.be("failing");
    expect(await faultOf(pager.findUserByEmail("ada@sandbox.example"))).toMatchObject({ outcome: "not-done" });
  });

  test("a 408 is PagerDuty's own timeout, not a refusal", async () => {
    const { url } = await answering(408, '{"error":{"message":"The request took too long to process","code":2016}}');
    const { pager } = await pagerAndClient({}, { apiUrl: url });
    expect(await faultOf(pager.trigger(page(byRest)))).toMatchObject({
      code: "http-408",
      retry: { kind: "backoff" },
      outcome: "unknown",
    });
  });

  test("a proxy's page instead of PagerDuty's answer is no success, whatever its status", async () => {
    const { url } = await answering(200, "<html>Please log in</html>");
    const { pager } = await pagerAndClient({}, { eventsUrl: url });
    expect(await faultOf(pager.trigger(page(byEvents)))).toMatchObject({
      code: "not-json",
      retry: { kind: "backoff" },
    });
  });

  test("a host that is not there was told nothing", async () => {
    const { local, pager } = await pagerAndClient();
    await local.stop();
    expect(await faultOf(pager.trigger(page(byEvents)))).toMatchObject({ code: "ECONNREFUSED", outcome: "not-done" });
  });

  test.each([byEvents, byRest])(
    "a page that was taken and whose answer was lost is not a second page when tried again (%o)",
    async (to) => {
      const { local, pager } = await pagerAndClient();
      local.be("losing-answers");
      expect(await faultOf(pager.trigger(page(to)))).toMatchObject({ outcome: "unknown" });
      local.be("well");
      await pager.trigger(page(to));
      expect(local.incidents()).toHaveLength(1);
    },
  );

  test("after five failures in a row nothing is sent for a while, and the page says when to come again", async () => {
    const { local, pager } = await pagerAndClient({}, { restMs: 10_000 });
    local.be("failing");
    for (let n = 0; n < 5; n += 1) await faultOf(pager.trigger(page(byEvents)));
    expect(await faultOf(pager.trigger(page(byEvents)))).toMatchObject({
      code: "resting",
      retry: { kind: "after", ms: 10_000 },
      outcome: "not-done",
    });
    expect(local.calls).toHaveLength(5);
  });

  test("after the rest one request tries, and its success lets all through again", async () => {
    const { local, pager } = await pagerAndClient({}, { restMs: 0 });
    local.be("failing");
    for (let n = 0; n < 6; n += 1) await faultOf(pager.trigger(page(byEvents)));
    local.be("well");
    await Promise.all([1, 2, 3].map((n) => pager.trigger(page(byEvents, { dedupKey: `incident:000${n}:first` }))));
    expect(local.incidents()).toHaveLength(3);
  });

  test("REST that fails does not close the way for Events", async () => {
    const { local, pager } = await pagerAndClient();
    local.be("failing");
    for (let n = 0; n < 6; n += 1) await faultOf(pager.trigger(page(byRest)));
    local.be("well");
    await pager.trigger(page(byEvents));
    expect(local.ringing()).toHaveLength(1);
  });

  test("refusals are nobody's outage: they never close the way", async () => {
    const { local, pager } = await pagerAndClient();
    for (let n = 0; n < 6; n += 1) await faultOf(pager.callPerson(page(byRest), "PNOBODY1"));
    await pager.callPerson(page(byRest), "PADA0001");
    expect(local.ringing()).toHaveLength(1);
  });
});

describe("when we are not welcome", () => {
  test("a wrong token is said at start with what to do, and neither it nor a key is in any text", async () => {
    const token = "u+wrong-SECRET-token";
    const { local, pager, logged } = await pagerAndClient({}, { token });
    const check = await pager.check();
    expect(check).toMatchObject({
      kind: "not-ready",
      reason: "PagerDuty answered 401",
      advice: expect.stringContaining("PAGERDUTY_API_TOKEN"),
    });
    const faults = [await faultOf(pager.callPerson(page(byRest), "PADA0001"))];
    for (const mood of moods.filter((one) => one !== "slow" && one !== "silent")) {
      local.be(mood);
      const to = mood === "well" ? { service: "x", routingKey: `${routingKey}-wrong` } : byEvents;
      await pager.trigger(page(to)).catch((fault) => faults.push(fault));
    }
    expect(faults.length).toBeGreaterThan(4);
    const texts = faults.map(
      (fault) => `${fault.message} ${fault.advice} ${fault.stack} ${JSON.stringify(fault)} ${String(fault.cause)}`,
    );
    for (const secret of [token, routingKey])
      expect([...texts, ...logged, JSON.stringify(check)].join()).not.toContain(secret);
  });

  test("a routing key that is not accepted is said to be that", async () => {
    const { pager } = await pagerAndClient();
    const fault = await faultOf(pager.trigger(page({ service: "Blog engine", routingKey: "not-a-key" })));
    expect(fault).toMatchObject({ code: "bad-routing-key", retry: { kind: "never" }, outcome: "not-done" });
  });

  test("a From that is nobody is said at start and when paging", async () => {
    const { pager } = await pagerAndClient({}, { from: "nobody@sandbox.example" });
    expect(await pager.check()).toMatchObject({ kind: "not-ready", advice: expect.stringContaining("e-mail address") });
    expect(await faultOf(pager.callPerson(page(byRest), "PADA0001"))).toMatchObject({
      code: "unknown-requester",
      retry: { kind: "never" },
    });
  });

  test("a pager that is down at start is said, not thrown", async () => {
    const { local, pager } = await pagerAndClient();
    local.be("down");
    expect(await pager.check()).toMatchObject({
      kind: "not-ready",
      reason: expect.stringContaining("cannot be reached"),
    });
  });

  test("with the right credentials the check names who we are", async () => {
    const { pager } = await pagerAndClient();
    expect(await pager.check()).toMatchObject({ kind: "ready", agent: { id: "PBOT0001" } });
  });
});
