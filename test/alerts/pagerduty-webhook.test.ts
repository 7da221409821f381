import { describe, expect, test } from "vitest";
import { isFresh, isOwnEcho, replayWindowMs } from "../../src/alerts/pagerduty-freshness.ts";
import { incidentChanges, readPagerDutyWebhook } from "../../src/alerts/pagerduty-webhook.ts";
import { incidentOfPageKey, pageKey } from "../../src/incident/page-key.ts";

const occurredAt = "2026-11-21T03:00:00.000Z";
const agent = { id: "PLH1HKV", type: "user_reference", summary: "Tenex Engineer" };
const incidentData = {
  id: "PGR0VU2",
  type: "incident",
  html_url: "https://acme.pagerduty.com/incidents/PGR0VU2",
  status: "triggered",
  incident_key: "incident:0001:first",
  title: "A little bump in the road",
  service: { id: "PF9KMXH", type: "service_reference", summary: "API Service" },
  assignees: [{ id: "PTUXL6G", type: "user_reference", summary: "User 123" }],
  priority: { id: "PSO75BM", type: "priority_reference", summary: "P1" },
  urgency: "high",
  resolve_reason: null,
};
const incidentReference = { id: "PGR0VU2", type: "incident_reference", summary: "A little bump in the road" };

const raw = (event_type: string, data: unknown, more: object = {}) =>
  Buffer.from(
    JSON.stringify({
      event: {
        id: "01DEADBEEF",
        event_type,
        resource_type: "incident",
        occurred_at: occurredAt,
        agent,
        client: null,
        data,
        ...more,
      },
    }),
  );
const read = (event_type: string, data: unknown, more?: object) => {
  const reading = readPagerDutyWebhook(raw(event_type, data, more));
  if (reading.kind === "unreadable") throw new Error(reading.reason);
  return reading.webhook;
};

describe("reading a webhook", () => {
  test.each(incidentChanges)("incident.%s tells which incident, whose key, who did it and who is called", (change) => {
    expect(read(`incident.${change}`, incidentData)).toEqual({
      kind: change,
      eventId: "01DEADBEEF",
      occurredAt,
      agent: { id: "PLH1HKV", name: "Tenex Engineer", isPerson: true },
      incident: {
        id: "PGR0VU2",
        key: "incident:0001:first",
        title: "A little bump in the road",
        url: "https://acme.pagerduty.com/incidents/PGR0VU2",
        serviceId: "PF9KMXH",
        urgency: "high",
        priority: "P1",
        mergedInto: undefined,
      },
      assignees: [{ id: "PTUXL6G", name: "User 123", isPerson: true }],
    });
  });

  test("an incident resolved by merging says into which: it is not over", () => {
    const merged = { ...incidentData, resolve_reason: { type: "merge_resolve_reason", incident: { id: "PMAIN01" } } };
    expect(read("incident.resolved", merged)).toMatchObject({ kind: "resolved", incident: { mergedInto: "PMAIN01" } });
  });

  test("an incident without a key, a service or an agent is read all the same", () => {
    const bare = read("incident.triggered", { id: "PGR0VU2", incident_key: null, service: null }, { agent: null });
    expect(bare).toMatchObject({
      kind: "triggered",
      agent: undefined,
      incident: { id: "PGR0VU2", key: undefined },
      assignees: [],
    });
  });

  test("a note names its incident and its words", () => {
    const note = {
      id: "P2LA89X",
      type: "incident_note",
      incident: incidentReference,
      content: "Rolled back",
      trimmed: false,
    };
    expect(read("incident.annotated", note)).toMatchObject({
      kind: "annotated",
      note: "Rolled back",
      incident: { id: "PGR0VU2" },
    });
  });

  test("a status update names its incident and its message", () => {
    const update = {
      id: "P2LA89X",
      type: "incident_status_update",
      incident: incidentReference,
      message: "Working on it",
    };
    expect(read("incident.status_update_published", update)).toMatchObject({
      kind: "status-update",
      message: "Working on it",
    });
  });

  test.each([
    ["incident.responder.added", "pending", "responder-added"],
    ["incident.responder.replied", "declined", "responder-replied"],
  ])("%s tells who was asked and what they said", (type, state, kind) => {
    const user = { id: "PVMGSML", type: "user_reference", summary: "Maeve" };
    const responder = {
      type: "incident_responder",
      incident: incidentReference,
      user,
      escalation_policy: null,
      message: "Please help",
      state,
    };
    expect(read(type, responder)).toMatchObject({
      kind,
      state,
      responder: { name: "Maeve", isPerson: true },
      message: "Please help",
    });
  });

  test("a test event is a ping", () => {
    expect(read("pagey.ping", { message: "Hello", type: "ping" }, { agent: null }).kind).toBe("ping");
  });

  test.each([
    ["service.updated", { id: "PF9KMXH", type: "service" }],
    ["incident.custom_field_values.updated", {}],
    ["incident.triggered", { type: "incident" }],
    ["incident.annotated", null],
  ])("what we do not know is authentic and unsupported, never an error: %s", (type, data) => {
    expect(read(type, data)).toMatchObject({ kind: "unsupported", eventType: type, eventId: "01DEADBEEF" });
  });

  test.each([
    ["no JSON", Buffer.from("<html>")],
    ["no event", Buffer.from("{}")],
    ["an event without an id", raw("incident.triggered", incidentData, { id: undefined })],
    ["a time that is none", raw("incident.triggered", incidentData, { occurred_at: "yesterday" })],
  ])("a body with %s is unreadable, and says why", (_, body) => {
    expect(readPagerDutyWebhook(body)).toMatchObject({ kind: "unreadable", reason: expect.stringMatching(/./) });
  });
});

describe("old and own webhooks", () => {
  const at = Date.parse(occurredAt);

  test("PagerDuty's own late deliveries are fresh, older ones are replays", () => {
    expect(isFresh({ eventId: "1", occurredAt }, at + 48 * 3600_000)).toBe(true);
    expect(isFresh({ eventId: "1", occurredAt }, at + replayWindowMs)).toBe(true);
    expect(isFresh({ eventId: "1", occurredAt }, at + replayWindowMs + 1)).toBe(false);
  });

  test("clocks may differ by minutes, not more", () => {
    expect(isFresh({ eventId: "1", occurredAt }, at - 5 * 60_000)).toBe(true);
    expect(isFresh({ eventId: "1", occurredAt }, at - 5 * 60_000 - 1)).toBe(false);
  });

  test("what our own user did is an echo; what others or nobody did is not", () => {
    const webhook = read("incident.acknowledged", incidentData);
    expect(isOwnEcho(webhook, "PLH1HKV")).toBe(true);
    expect(isOwnEcho(webhook, "POTHER1")).toBe(false);
    expect(isOwnEcho(read("incident.acknowledged", incidentData, { agent: null }), undefined)).toBe(false);
  });
});

describe("the key of a page", () => {
  test("leads back to our incident, whatever the level is called", () => {
    const incidentId = "0192f1a0-7c1e-7b44-9a6b-3f6d1c2e5a10";
    expect(incidentOfPageKey(pageKey(incidentId, "Manager: day & night"))).toBe(incidentId);
    expect(pageKey(incidentId, "ö".repeat(200)).length).toBeLessThanOrEqual(255);
  });

  test.each(["", "srv01/HTTP", "incident:", "incident:1", "incident:1:2:3"])(
    "a key that is not ours leads nowhere: %s",
    (key) => {
      expect(incidentOfPageKey(key)).toBeUndefined();
    },
  );
});
