/** What the local pager holds. Ids look like PagerDuty's: a P and letters. */

export interface PagerUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface PagerPolicy {
  readonly id: string;
  readonly name: string;
  /** Ids of the people on call, level by level; the first is called first. */
  readonly levels: readonly (readonly string[])[];
}

export interface PagerService {
  readonly id: string;
  readonly name: string;
  readonly policyId: string;
  readonly routingKey: string;
}

export interface PagerDirectory {
  readonly users: readonly PagerUser[];
  readonly policies: readonly PagerPolicy[];
  readonly services: readonly PagerService[];
  /** Highest first. */
  readonly priorities: readonly { readonly id: string; readonly name: string }[];
}

export interface PagerNote {
  readonly id: string;
  readonly by: string;
  readonly text: string;
  readonly at: string;
}

export interface HeldIncident {
  readonly id: string;
  readonly number: number;
  readonly key: string;
  readonly title: string;
  readonly details: string;
  readonly service: PagerService;
  readonly policy: PagerPolicy;
  readonly urgency: "high" | "low";
  readonly createdAt: string;
  readonly status: "triggered" | "acknowledged" | "resolved";
  /** 0 when people were named instead of a policy. */
  readonly level: number;
  /** Ids of the people it is assigned to. */
  readonly assignees: readonly string[];
  readonly acknowledgedBy: readonly { readonly id: string; readonly at: string }[];
  readonly notes: readonly PagerNote[];
  /** Ids of people asked to help. */
  readonly responders: readonly string[];
}

/** Who did something: a person by id, or a service of the directory by its own alerts. */
export type Actor = { readonly kind: "user"; readonly id: string } | { readonly kind: "service"; readonly id: string };

/** What is told to webhooks. */
export type PagerEvent = { readonly by: Actor; readonly incident: HeldIncident } & (
  | { readonly kind: "triggered" | "acknowledged" | "unacknowledged" | "resolved" | "escalated" }
  | { readonly kind: "annotated"; readonly note: PagerNote }
  | { readonly kind: "responder.added"; readonly userId: string; readonly message: string }
);

/** A request as it came in; nothing of its headers is kept. */
export interface PagerCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly from: string | undefined;
  readonly body: unknown;
  /** 0 when it was left without an answer. */
  readonly status: number;
}

/** How the pager behaves to the bot; its panel always works. */
export const moods = ["well", "slow", "silent", "down", "limited", "failing", "html", "losing-answers"] as const;
export type Mood = (typeof moods)[number];

export interface PagerAnswer {
  readonly status: number;
  readonly body: unknown;
}
