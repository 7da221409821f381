import { Ajv2020 } from "ajv/dist/2020.js";
import type { PagerCall } from "../../src/sandbox/pager/types.ts";
import { ourEmail } from "./pager-setup.ts";

/** PagerDuty's OpenAPI documents as far as we send anything, closed so that a word they do not know fails. */
const text = { type: "string", minLength: 1 };
const object = (properties: object, required = Object.keys(properties)) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const reference = (type: string) => object({ id: text, type: { const: `${type}_reference` } });
const oneOf = (...values: string[]) => ({ enum: values });

const incident = object(
  {
    type: { const: "incident" },
    title: text,
    service: reference("service"),
    priority: reference("priority"),
    urgency: oneOf("high", "low"),
    body: object({ type: { const: "incident_body" }, details: text }),
    incident_key: text,
    assignments: { type: "array", items: object({ assignee: reference("user") }) },
    escalation_policy: reference("escalation_policy"),
  },
  ["type", "title", "service"],
);
const target = object({ id: text, type: oneOf("user_reference", "escalation_policy_reference") });
const payload = object(
  {
    summary: { ...text, maxLength: 1024 },
    source: text,
    severity: oneOf("critical", "error", "warning", "info"),
    custom_details: { type: "object" },
  },
  ["summary", "source", "severity"],
);

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  readonly body?: object;
  readonly query?: readonly string[];
  readonly needsFrom?: boolean;
}

export const operations: readonly Operation[] = [
  {
    method: "POST",
    path: /^\/v2\/enqueue$/,
    body: object(
      {
        routing_key: text,
        event_action: oneOf("trigger", "acknowledge", "resolve"),
        dedup_key: { ...text, maxLength: 255 },
        client: text,
        client_url: text,
        links: { type: "array", items: object({ href: text, text }) },
        payload,
      },
      ["routing_key", "event_action", "dedup_key"],
    ),
  },
  { method: "POST", path: /^\/incidents$/, needsFrom: true, body: object({ incident }) },
  {
    method: "PUT",
    path: /^\/incidents\/\w+$/,
    needsFrom: true,
    body: object({
      incident: object({ type: oneOf("incident", "incident_reference"), status: oneOf("resolved", "acknowledged") }),
    }),
  },
  {
    method: "POST",
    path: /^\/incidents\/\w+\/responder_requests$/,
    needsFrom: true,
    body: object({
      requester_id: text,
      message: text,
      responder_request_targets: { type: "array", minItems: 1, items: object({ responder_request_target: target }) },
    }),
  },
  {
    method: "GET",
    path: /^\/incidents$/,
    query: ["limit", "offset", "date_range", "incident_key", "service_ids[]", "statuses[]"],
  },
  { method: "GET", path: /^\/users$/, query: ["query", "limit", "offset"] },
  { method: "GET", path: /^\/services\/\w+$/ },
  {
    method: "GET",
    path: /^\/oncalls$/,
    query: ["limit", "offset", "include[]", "escalation_policy_ids[]", "schedule_ids[]", "earliest"],
  },
];

const ajv = new Ajv2020();

/** What is wrong with a request by the documents; undefined when nothing is. */
export function fault(call: PagerCall): string | undefined {
  const operation = operations.find(({ method, path }) => method === call.method && path.test(call.path));
  if (!operation) return "no such operation";
  if (operation.needsFrom && call.from !== ourEmail) return "no From";
  const unknown = Object.keys(call.query).filter((name) => !operation.query?.includes(name));
  if (unknown.length > 0) return `unknown parameters ${unknown.join()}`;
  if (!operation.body) return call.body === undefined ? undefined : "a body where none is taken";
  return ajv.validate(operation.body, call.body) ? undefined : ajv.errorsText();
}
