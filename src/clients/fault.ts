/** The outside things a fault can come from. */
export type FaultService =
  | "slack"
  | "pagerduty"
  | "postgres"
  | "redis"
  | "kubernetes"
  | "aws"
  | "prometheus"
  | "http"
  | "git"
  | "mail";

/** Whether trying again can help, and when: as the service asks, by our own schedule, or not at all. */
export type Retry =
  | { readonly kind: "after"; readonly ms: number }
  | { readonly kind: "backoff" }
  | { readonly kind: "never" };

export interface FaultDetails {
  readonly service: FaultService;
  /** The service's own word for it: `ratelimited`, `ECONNREFUSED`, `55P03`. */
  readonly code: string;
  readonly retry: Retry;
  /** `unknown`: the answer was lost, so it may have happened all the same. */
  readonly outcome: "not-done" | "unknown";
  /** What a person can do about it, in one sentence. */
  readonly advice?: string | undefined;
}

/** A failure of something outside. Anything else that is thrown is a bug. */
export class Fault extends Error implements FaultDetails {
  readonly service: FaultService;
  readonly code: string;
  readonly retry: Retry;
  readonly outcome: "not-done" | "unknown";
  readonly advice: string | undefined;

  constructor(message: string, details: FaultDetails, options?: ErrorOptions) {
    super(message, options);
    this.name = "Fault";
    this.service = details.service;
    this.code = details.code;
    this.retry = details.retry;
    this.outcome = details.outcome;
    this.advice = details.advice;
  }
}
