import { describe, expect, onTestFinished, test } from "vitest";
import { createPager, type LocalPager, type PagerOptions } from "../../../src/sandbox/pager/create-pager.ts";

async function started(options: PagerOptions = {}): Promise<LocalPager> {
  const pager = await createPager(options);
  onTestFinished(pager.stop);
  return pager;
}

const from = "incident-commander@sandbox.example";
const incident = {
  type: "incident",
  title: "API down",
  service: { id: "PPODCAST", type: "service_reference" },
  incident_key: "k",
};

async function ask(
  pager: LocalPager,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${pager.apiUrl}${path}`, {
    method,
    headers: { authorization: `Token token=${pager.token}`, from, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const event = {
  routing_key: "sandbox-routing-key-ppodcast",
  event_action: "trigger",
  dedup_key: "k",
  payload: { summary: "API down", source: "api", severity: "critical" },
};

describe("the pager refuses what PagerDuty refuses", () => {
  test("REST without the token, and writing in nobody's name", async () => {
    const pager = await started();
    expect(await ask(pager, "GET", "/users", undefined, { authorization: "Token token=wrong" })).toMatchObject({
      status: 401,
      body: { error: { code: 2006 } },
    });
    expect(await ask(pager, "POST", "/incidents", { incident }, { from: "nobody@sandbox.example" })).toMatchObject({
      status: 400,
      body: { error: { code: 1008 } },
    });
    expect(pager.incidents()).toEqual([]);
  });

  test.each([
    ["no title", { ...incident, title: undefined }],
    ["a service that is not a reference", { ...incident, service: { id: "PPODCAST" } }],
    ["a service that does not exist", { ...incident, service: { id: "PNONE", type: "service_reference" } }],
    [
      "people and a policy at once",
      {
        ...incident,
        assignments: [{ assignee: { id: "PADA0001", type: "user_reference" } }],
        escalation_policy: { id: "PPOLICY1", type: "escalation_policy_reference" },
      },
    ],
  ])("an incident with %s", async (_, bad) => {
    const pager = await started();
    expect((await ask(pager, "POST", "/incidents", { incident: bad })).status).toBe(400);
  });

  test("a second open incident with the same key on the same service", async () => {
    const pager = await started();
    expect((await ask(pager, "POST", "/incidents", { incident })).status).toBe(201);
    const second = await ask(pager, "POST", "/incidents", { incident });
    expect(second).toMatchObject({
      status: 400,
      body: { error: { code: 2002, errors: [expect.stringContaining("dedup key already exists")] } },
    });
  });

  test.each([
    ["an unknown routing key", { ...event, routing_key: "no" }],
    ["no payload", { ...event, payload: undefined }],
    ["a severity of its own", { ...event, payload: { ...event.payload, severity: "P1" } }],
    ["a key of more than 255 characters", { ...event, dedup_key: "k".repeat(256) }],
    ["an acknowledgement of nothing in particular", { ...event, event_action: "acknowledge", dedup_key: undefined }],
  ])("an event with %s", async (_, bad) => {
    const pager = await started();
    expect(await ask(pager, "POST", "/v2/enqueue", bad)).toMatchObject({
      status: 400,
      body: { status: "invalid event" },
    });
  });
});

describe("the pager behaves as PagerDuty does", () => {
  test("acknowledging or resolving what is not open is accepted and dropped; a resolved key opens anew", async () => {
    const pager = await started();
    expect((await ask(pager, "POST", "/v2/enqueue", { ...event, event_action: "resolve" })).status).toBe(202);
    for (const event_action of ["trigger", "resolve", "trigger"])
      await ask(pager, "POST", "/v2/enqueue", { ...event, event_action });
    expect(pager.incidents().map(({ status }) => status)).toEqual(["resolved", "triggered"]);
  });

  test("limits are counted by the minute when asked for, and say when they end", async () => {
    let now = 0;
    const pager = await started({ restPerMinute: 2, now: () => now });
    const statuses = [];
    for (now of [0, 1000, 20_000, 60_000]) {
      const answer = await ask(pager, "GET", "/priorities");
      statuses.push([answer.status, answer.headers.get("ratelimit-reset")]);
    }
    expect(statuses).toEqual([
      [200, null],
      [200, null],
      [429, "40"],
      [200, null],
    ]);
  });

  test("services, policies and notes can be read and written", async () => {
    const pager = await started();
    expect(await ask(pager, "GET", "/services/PPODCAST")).toMatchObject({
      body: { service: { escalation_policy: { id: "PPOLICY1" } } },
    });
    expect(await ask(pager, "GET", "/escalation_policies?query=databases")).toMatchObject({
      body: { escalation_policies: [{ id: "PPOLICY2" }] },
    });
    await ask(pager, "POST", "/incidents", { incident });
    await ask(pager, "POST", `/incidents/${pager.incidents()[0]?.id}/notes`, { note: { content: "Looking" } });
    expect(pager.incidents()[0]?.notes).toMatchObject([{ by: "PBOT0001", text: "Looking" }]);
    expect((await ask(pager, "GET", "/incidents/PNONE")).status).toBe(404);
  });
});

describe("the panel", () => {
  test("shows who is ringing and lets a person answer, in whatever mood the pager is", async () => {
    const pager = await started();
    await ask(pager, "POST", "/v2/enqueue", event);
    expect(await ask(pager, "POST", "/panel/act", { act: "be", mood: "down" })).toMatchObject({
      body: { mood: "down" },
    });
    expect(await ask(pager, "GET", "/panel/state")).toMatchObject({
      body: { incidents: [{ status: "triggered", ringing: ["Ada Okafor"] }] },
    });
    const act = { act: "acknowledge", incident: pager.incidents()[0]?.id, person: "PADA0001" };
    expect(await ask(pager, "POST", "/panel/act", act)).toMatchObject({
      body: { incidents: [{ status: "acknowledged", ringing: [], acknowledgedBy: ["Ada Okafor"] }] },
    });
    expect(pager.ringing()).toEqual([]);
  });

  test.each([
    { act: "explode" },
    { act: "be", mood: "merry" },
    { act: "resolve", incident: "PNONE", person: "PADA0001" },
  ])("refuses %o", async (act) => {
    const pager = await started();
    expect((await ask(pager, "POST", "/panel/act", act)).status).toBeGreaterThanOrEqual(400);
  });

  test("is not counted among the bot's requests", async () => {
    const pager = await started();
    await ask(pager, "GET", "/panel/state");
    await ask(pager, "GET", "/priorities");
    await pager.waitFor("the request", () => pager.calls[0]);
    expect(pager.calls.map(({ path }) => path)).toEqual(["/priorities"]);
  });
});

test("waiting in vain says for what", async () => {
  const pager = await started();
  await expect(pager.waitFor("a page", () => pager.ringing()[0], 10)).rejects.toThrow("a page");
});
