import { z } from "zod";
import { Fault } from "./fault.ts";

/** How a request to PagerDuty failed. */
export type PagerDutyFailure =
  | { readonly kind: "rate-limited"; readonly waitMs: number }
  /** Not sent: too many failed in a row just now. */
  | { readonly kind: "resting"; readonly waitMs: number }
  | { readonly kind: "http"; readonly status: number }
  | { readonly kind: "not-json"; readonly status: number }
  | { readonly kind: "timeout"; readonly timeoutMs: number }
  | { readonly kind: "unreachable"; readonly cause: unknown }
  | { readonly kind: "refused"; readonly status: number; readonly body: unknown }
  | { readonly kind: "unreadable"; readonly reason: string };

/**
 * The fault of a failed request. `isRead`: nothing can have happened, whatever became of it. Messages are short enough for
 * the card; of PagerDuty's own words only those about the request are repeated, with `secrets` cut out.
 */
export function pagerDutyFault(failure: PagerDutyFailure, isRead: boolean, secrets: readonly string[]): Fault {
  const lost = isRead ? "not-done" : "unknown";
  const later = (message: string, code: string, outcome: "not-done" | "unknown", cause?: unknown) =>
    new Fault(message, { service: "pagerduty", code, retry: { kind: "backoff" }, outcome }, { cause });
  const wait = (message: string, code: string, ms: number) =>
    new Fault(message, { service: "pagerduty", code, retry: { kind: "after", ms }, outcome: "not-done" });
  switch (failure.kind) {
    case "rate-limited":
      return wait("PagerDuty answered 429", "rate-limited", failure.waitMs);
    case "resting":
      return wait("PagerDuty has failed several times in a row", "resting", failure.waitMs);
    case "http":
      return later(`PagerDuty answered ${failure.status}`, `http-${failure.status}`, lost);
    case "not-json":
      return later(`PagerDuty answered ${failure.status} without JSON`, "not-json", lost);
    case "timeout":
      return later(`PagerDuty did not answer within ${failure.timeoutMs / 1000} s`, "timeout", lost);
    case "unreachable":
      return unreachable(failure.cause, lost);
    case "refused":
      return refused(failure.status, failure.body, secrets);
    case "unreadable":
      return new Fault("PagerDuty's answer could not be read", {
        service: "pagerduty",
        code: "unreadable",
        retry: { kind: "never" },
        outcome: lost,
        advice: `It answered in another shape than it documents: ${without(secrets, failure.reason)}. Check PAGERDUTY_API_URL.`,
      });
  }
}

const systemError = z.object({ code: z.string() });
// The connection was never made, so nothing was sent over it.
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

function unreachable(cause: unknown, lost: "not-done" | "unknown"): Fault {
  const code = systemError.safeParse(cause).data?.code ?? "unreachable";
  return new Fault(
    `PagerDuty cannot be reached (${code})`,
    { service: "pagerduty", code, retry: { kind: "backoff" }, outcome: neverSent.has(code) ? "not-done" : lost },
    { cause },
  );
}

/** REST says `{error: {message, code, errors}}`, Events says `{message, errors}`. */
const refusal = z.object({
  error: z
    .object({ message: z.string().optional(), code: z.number().optional(), errors: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
  message: z.string().optional().catch(undefined),
  errors: z.array(z.string()).optional().catch(undefined),
});

function refused(status: number, body: unknown, secrets: readonly string[]): Fault {
  const said = refusal.safeParse(body).data;
  const words = [said?.error?.message ?? said?.message, ...(said?.error?.errors ?? said?.errors ?? [])]
    .filter((text) => text !== undefined)
    .join("; ")
    .slice(0, 300);
  const known = knownRefusals.find((one) => one.status === status && (one.is?.(said?.error?.code, words) ?? true));
  return new Fault(`PagerDuty answered ${status}`, {
    service: "pagerduty",
    code: known?.code ?? `http-${status}`,
    retry: { kind: "never" },
    outcome: "not-done",
    advice: known?.advice ?? `PagerDuty refused the request: ${without(secrets, words) || "it did not say why"}.`,
  });
}

interface KnownRefusal {
  readonly status: number;
  readonly is?: (code: number | undefined, words: string) => boolean;
  readonly code: string;
  readonly advice: string;
}

const knownRefusals: readonly KnownRefusal[] = [
  {
    status: 401,
    code: "unauthorized",
    advice:
      "PAGERDUTY_API_TOKEN is not accepted. Create a REST API key in PagerDuty (Integrations, API Access Keys) and put it in its place.",
  },
  {
    status: 403,
    code: "forbidden",
    advice: "The API key may not do this. It must not be read-only, and must reach the service's team.",
  },
  { status: 402, code: "not-in-plan", advice: "Your PagerDuty plan does not include this. Do this part by hand." },
  {
    status: 404,
    code: "not-found",
    advice: "PagerDuty does not know it. Check serviceId and escalationPolicyId in the catalog.",
  },
  {
    status: 400,
    is: (_, words) => /dedup key already exists/i.test(words),
    code: "already-open",
    advice: "A page with this key is open already.",
  },
  { status: 400, is: (code) => code === 1001, code: "already-resolved", advice: "It is resolved already." },
  { status: 400, is: (code) => code === 1002, code: "already-acknowledged", advice: "It is acknowledged already." },
  {
    status: 400,
    is: (code) => code === 1008 || code === 2011,
    code: "unknown-requester",
    advice: "PAGERDUTY_FROM is not the e-mail address of a PagerDuty user. Put one there who may create incidents.",
  },
  {
    status: 400,
    is: (_, words) => /routing_key/i.test(words),
    code: "bad-routing-key",
    advice: "The service's routing key is not accepted. Copy the integration key of its Events API v2 integration.",
  },
];

function without(secrets: readonly string[], text: string): string {
  return secrets.filter((secret) => secret !== "").reduce((rest, secret) => rest.replaceAll(secret, "•••"), text);
}
