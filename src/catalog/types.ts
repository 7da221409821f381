/** What the organization and its services are. Read from YAML by `readCatalog`; everything here is data. */
import type { Organization } from "./organization.ts";
import type { Service } from "./service.ts";

export type { Access, ApprovalRule, GuardedRisk } from "./access.ts";
export type { Contact, Link, Pager } from "./contact.ts";
export type { ResponseTime } from "./duration.ts";
export type { Environment } from "./environment.ts";
export type { EscalationLevel } from "./escalation.ts";
export type { BusinessCalendar, Organization } from "./organization.ts";
export type { Recovery, Threshold } from "./recovery.ts";
export type { Service } from "./service.ts";
export type { Notification, Severity } from "./severity.ts";
export type { AwsTarget, HttpTarget, JobTarget, KubernetesTarget, PostgresTarget, RedisTarget } from "./targets.ts";

export interface Catalog {
  readonly organization: Organization;
  /** In the order of their keys. */
  readonly services: readonly Service[];
  /** sha256 of the files, for the audit log: the policy in force. */
  readonly hash: string;
}
