/** What the organization and its services are. Read from YAML by `load.ts`; everything here is data. */

/** Minutes, or the end of the next business day in the organization's calendar. */
export type ResponseTime =
  | { readonly kind: "minutes"; readonly minutes: number }
  | { readonly kind: "next-business-day" };

/** Who hears of an incident of this severity first: a phone, the channel, or the ticket queue. */
export type Notification = "page" | "channel" | "ticket";

export interface Severity {
  /** `P0` … `P4`, as people write it. */
  readonly level: string;
  /** `Critical`, `High` … */
  readonly name: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly responseTime: ResponseTime;
  readonly updateIntervalMinutes: number;
  readonly notify: Notification;
}

/** Whom a rung of the ladder calls: a role of the organization or of the service (`on-call`, `manager`, `director` …). */
export interface EscalationLevel {
  readonly name: string;
  /** Minutes after declaration. 0 is at once. */
  readonly afterMinutes: number;
  readonly unless: "acknowledged" | "resolved";
  /** Severities it applies to; empty means all. */
  readonly severities: readonly string[];
  readonly page: readonly string[];
  /** The sentence announced when the level is reached. */
  readonly announce: string;
  /** A customer-visible outage is declared at this level. */
  readonly declaresOutage: boolean;
}

export interface Contact {
  readonly role: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** Slack user id or user group id, where known. */
  readonly slack?: string | undefined;
}

export interface Link {
  readonly kind: "dashboard" | "logs" | "metrics" | "status-page" | "war-room" | "documentation" | "runbook" | "repository";
  readonly title: string;
  readonly url: string;
}

/** Where alerts of a document begin: `error rate > 5 %`. */
export interface Threshold {
  readonly alert: string;
  readonly expression: string;
  readonly forMinutes?: number | undefined;
  readonly severity?: string | undefined;
}

export interface Recovery {
  readonly recoveryTimeObjectiveMinutes?: number | undefined;
  readonly recoveryPointObjectiveMinutes?: number | undefined;
  readonly backups: readonly string[];
}

/** Slack user groups (`S…` or handle) and people (`U…`) by what they may do. */
export interface Access {
  readonly responders: readonly string[];
  readonly approvers: readonly string[];
}

export interface Service {
  /** `podcast-analytics`: file name, argument of commands, key of everything. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly owner: string;
  /** The service's own Slack channel, by name. */
  readonly channel: string;
  /** Highest first. */
  readonly severities: readonly Severity[];
  readonly ladder: readonly EscalationLevel[];
  readonly contacts: readonly Contact[];
  readonly links: readonly Link[];
  readonly thresholds: readonly Threshold[];
  readonly recovery: Recovery;
  readonly stakeholders: readonly string[];
  readonly access: Access;
  readonly pager: Pager;
  readonly environments: Readonly<Record<string, Environment>>;
}

/** Which pager carries this service's calls; the routing key is named by environment variable, never written. */
export interface Pager {
  readonly kind: "pagerduty" | "log";
  readonly serviceId?: string | undefined;
  readonly escalationPolicyId?: string | undefined;
  readonly routingKeyVariable?: string | undefined;
}

/** Targets of one environment. */
export interface Environment {
  readonly kubernetes?: KubernetesTarget | undefined;
  readonly postgres?: PostgresTarget | undefined;
  readonly redis?: RedisTarget | undefined;
  readonly aws?: AwsTarget | undefined;
  readonly prometheus?: HttpTarget | undefined;
  readonly alertmanager?: HttpTarget | undefined;
  readonly healthChecks: readonly HttpTarget[];
  /** What a host written in the runbook stands for: `localhost:8001` → `https://api.example.com`. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Hosts that HTTP operations may reach. */
  readonly allowedHosts: readonly string[];
  /** Values for the placeholders of runbooks. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface KubernetesTarget {
  readonly context?: string | undefined;
  readonly namespace: string;
  readonly deployments: readonly { readonly name: string; readonly selector: string; readonly containers: readonly string[] }[];
  /** `postgres-pod` → `postgres`: pods that are a database and can be spoken to natively. */
  readonly podBindings: Readonly<Record<string, "postgres" | "redis">>;
}

export interface PostgresTarget {
  readonly database: string;
  readonly user?: string | undefined;
  readonly urlVariable: string;
  /** Tables whose rows may be read without approval. */
  readonly readableTables: readonly string[];
}

export interface RedisTarget {
  readonly urlVariable: string;
}

export interface AwsTarget {
  readonly region: string;
  readonly cluster?: string | undefined;
  readonly resources: Readonly<Record<string, string>>;
}

export interface HttpTarget {
  readonly name: string;
  readonly url: string;
}

export interface BusinessCalendar {
  readonly timeZone: string;
  /** ISO weekdays, 1 = Monday. */
  readonly days: readonly number[];
  /** `09:00`. */
  readonly from: string;
  readonly to: string;
  /** `2026-12-25`. */
  readonly holidays: readonly string[];
}

export interface Organization {
  readonly name: string;
  /** Channel name of the announcements. */
  readonly announcementChannel: string;
  readonly calendar: BusinessCalendar;
  readonly contacts: readonly Contact[];
  /** People or groups who may declare; empty means every full member. */
  readonly declarers: readonly string[];
  readonly freezers: readonly string[];
  readonly breakGlass: readonly string[];
}

export interface Catalog {
  readonly organization: Organization;
  readonly services: readonly Service[];
  /** sha256 of the files, for the audit log: the policy in force. */
  readonly hash: string;
}
