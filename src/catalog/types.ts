/** What the organization and its services are. Read from YAML by `readCatalog`; everything here is data. */
import type { Organization } from "./organization.ts";
import type { Service } from "./service.ts";

export type { ApprovalRule, GuardedRisk } from "./access.ts";
export type { Contact, Link } from "./contact.ts";
export type { ResponseTime } from "./duration.ts";
export type { Environment } from "./environment.ts";
export type { EscalationLevel } from "./escalation.ts";
export type { ManifestObject } from "./manifest-objects.ts";
export type { BusinessCalendar, Organization } from "./organization.ts";
export type { Service } from "./service.ts";
export type { Severity } from "./severity.ts";

export interface Catalog {
  readonly organization: Organization;
  /** In the order of their keys. */
  readonly services: readonly Service[];
  /** sha256 of the files, for the audit log: the policy in force. */
  readonly hash: string;
}
