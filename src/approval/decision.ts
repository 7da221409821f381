import type { Catalog } from "../catalog/types.ts";
import type { Incident, Instant } from "../incident/incident.ts";
import type { RequestEvent } from "./event.ts";
import type { ChangeRequest } from "./request.ts";

/** A "no" said to a person, in the words shown to them. Plain text, never markup. */
export interface RequestRefusal {
  readonly code: RequestRefusalCode;
  readonly text: string;
}

export type RequestRefusalCode =
  | "unknown-request"
  | "unknown-incident"
  | "bad-plan"
  | "needs-reason"
  | "needs-typed-name"
  | "needs-end"
  | "holds-secret"
  | "changes-stopped"
  | "not-open"
  | "expired"
  | "own-request"
  | "plan-not-opened"
  | "not-yours"
  | "not-allowed"
  | "text-too-long"
  | "not-granted"
  | "target-busy"
  | "not-this-run"
  | "too-late";

export type RequestDecision =
  | { readonly kind: "accepted"; readonly events: readonly RequestEvent[] }
  | { readonly kind: "refused"; readonly refusal: RequestRefusal };

/** Everything a decision may look at besides the request. */
export interface RequestFacts {
  /** In the time of incidents. */
  readonly now: Instant;
  /** Postgres's clock, by which leases run. */
  readonly postgres: Instant;
  /** The policy in force. */
  readonly catalog: Catalog;
  readonly incident: Pick<Incident, "id" | "service" | "severity" | "isDrill"> | undefined;
  /** What is to come back by itself, when its way back is asked for. */
  readonly origin: ChangeRequest | undefined;
  /** Id of a request being asked. */
  readonly newId: string;
  /** Why nothing may be changed now, as a sentence: a freeze, or CHANGES=off. Freezes since the grant count, even if they were lifted. */
  readonly stopped: string | undefined;
  /** The request that holds the target, if another does. */
  readonly targetHeldBy: string | undefined;
}

export const accept = (...events: RequestEvent[]): RequestDecision => ({ kind: "accepted", events });

export const refuse = (code: RequestRefusalCode, text: string): RequestDecision => ({
  kind: "refused",
  refusal: { code, text },
});
