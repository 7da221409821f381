import type { z } from "zod";
import {
  type DeepReadonly,
  emailAddress,
  groupOrPerson,
  mapping,
  name,
  oneOf,
  role,
  sentence,
  text,
  url,
} from "./fields.ts";

export const contact = mapping({
  role: role(),
  name: name(),
  email: emailAddress().optional(),
  phone: text("a phone number such as +351 210 000 000", /^\+[\d ]{6,}$/).optional(),
  /** Slack user id, user group id or handle, where known. */
  slack: groupOrPerson().optional(),
});

export type Contact = DeepReadonly<z.output<typeof contact>>;

export const link = mapping({
  kind: oneOf([
    "dashboard",
    "logs",
    "metrics",
    "status-page",
    "war-room",
    "documentation",
    "runbook",
    "repository",
    "on-call",
  ]),
  title: sentence(),
  url: url(),
});

export type Link = DeepReadonly<z.output<typeof link>>;

/** Which pager carries a service's calls; the routing key is named by environment variable, never written. */
export const pager = mapping({
  kind: oneOf(["pagerduty", "log"]),
  serviceId: text("a PagerDuty service id such as PABC123", /^P[A-Z0-9]+$/).optional(),
  escalationPolicyId: text("a PagerDuty escalation policy id such as PABC123", /^P[A-Z0-9]+$/).optional(),
  routingKeyVariable: text(
    "the name of an environment variable such as PODCAST_ROUTING_KEY",
    /^[A-Z][A-Z0-9_]*$/,
  ).optional(),
});
