import type { Page, PageReference, ResponderRequest } from "./pager.ts";

/** Bodies as PagerDuty's OpenAPI documents describe them. */

const longestSummary = 1024;

export type EventAction = "trigger" | "acknowledge" | "resolve";

export function triggerEvent(page: Page, routingKey: string): object {
  return {
    ...followUpEvent(page, routingKey, "trigger"),
    client: "Incident Commander",
    ...(page.link ? { client_url: page.link.url, links: [{ href: page.link.url, text: page.link.text }] } : {}),
    payload: {
      summary: page.summary.slice(0, longestSummary),
      source: page.to.service,
      severity: page.urgency === "high" ? "critical" : "warning",
      ...(page.details ? { custom_details: { details: page.details } } : {}),
    },
  };
}

/** Acknowledge and resolve must come with the key of the integration that was triggered. */
export function followUpEvent(page: PageReference, routingKey: string, action: EventAction): object {
  return { routing_key: routingKey, event_action: action, dedup_key: page.dedupKey };
}

/** Whom an incident is for: PagerDuty takes people or a policy, never both; neither is the service's own policy. */
export type Callee =
  | { readonly kind: "service" }
  | { readonly kind: "person"; readonly id: string }
  | { readonly kind: "policy"; readonly id: string };

export function newIncident(page: Page, serviceId: string, callee: Callee): object {
  const details = [page.details, page.link && `${page.link.text}: ${page.link.url}`].filter(Boolean).join("\n\n");
  return {
    incident: {
      type: "incident",
      title: page.summary.slice(0, longestSummary),
      service: { id: serviceId, type: "service_reference" },
      urgency: page.urgency,
      incident_key: page.dedupKey,
      ...(details ? { body: { type: "incident_body", details } } : {}),
      ...forCallee(callee),
    },
  };
}

function forCallee(callee: Callee): object {
  switch (callee.kind) {
    case "service":
      return {};
    case "person":
      return { assignments: [{ assignee: { id: callee.id, type: "user_reference" } }] };
    case "policy":
      return { escalation_policy: { id: callee.id, type: "escalation_policy_reference" } };
  }
}

export function changedIncident(status: "acknowledged" | "resolved"): object {
  return { incident: { type: "incident_reference", status } };
}

export function responderRequest({ message, personIds, policyIds }: ResponderRequest, requesterId: string): object {
  const target = (id: string, type: string) => ({ responder_request_target: { id, type } });
  return {
    requester_id: requesterId,
    message,
    responder_request_targets: [
      ...personIds.map((id) => target(id, "user_reference")),
      ...policyIds.map((id) => target(id, "escalation_policy_reference")),
    ],
  };
}
