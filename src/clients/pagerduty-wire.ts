import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { ClientRequest, IncomingMessage } from "node:http";
import { api } from "@pagerduty/pdjs";

export interface WireRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly token: string;
  readonly timeoutMs: number;
  readonly query?: Readonly<Record<string, string | string[]>> | undefined;
  /** E-mail address of the PagerDuty user who acts. */
  readonly from?: string | undefined;
  readonly body?: object | undefined;
}

export type WireAnswer =
  | { readonly kind: "json"; readonly status: number; readonly body: unknown }
  | { readonly kind: "not-json"; readonly status: number }
  /** `resetSeconds` as the header says, if there was one. */
  | { readonly kind: "rate-limited"; readonly resetSeconds: number | undefined }
  | { readonly kind: "timeout" }
  | { readonly kind: "unreachable"; readonly cause: unknown };

/**
 * Sends exactly one request through the SDK. Left to itself the SDK has no timeout, tries a 429 again three times without
 * looking at its headers, rejects with the response itself when that is not JSON, and keeps a timer running for 30 s.
 */
export async function sendOnce(request: WireRequest): Promise<WireAnswer> {
  const requestId = randomUUID();
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const limited = new AbortController();
  let resetSeconds: number | undefined;
  const stopWatching = watchForLimit(requestId, (seconds) => {
    resetSeconds = seconds;
    limited.abort();
  });
  try {
    const response = await api({
      url: request.url,
      method: request.method,
      token: request.token,
      requestTimeout: 0,
      retryTimeout: 0,
      signal: AbortSignal.any([timeout, limited.signal]),
      headers: {
        "Content-Type": "application/json",
        "X-Request-Id": requestId,
        ...(request.from ? { From: request.from } : {}),
      },
      ...(request.query ? { queryParameters: request.query } : {}),
      ...(request.body ? { data: request.body } : {}),
    });
    return { kind: "json", status: response.status, body: response.data };
  } catch (error) {
    if (limited.signal.aborted) return { kind: "rate-limited", resetSeconds };
    if (timeout.aborted) return { kind: "timeout" };
    const status = statusOf(error);
    return status === undefined ? { kind: "unreachable", cause: error } : { kind: "not-json", status };
  } finally {
    stopWatching();
  }
}

const responses = "http.client.response.finish";

/** Node tells of every answer as its headers arrive: the only place where a 429 shows before the SDK tries again. */
function watchForLimit(requestId: string, onLimited: (resetSeconds: number | undefined) => void): () => void {
  const look = (message: unknown): void => {
    if (typeof message !== "object" || message === null || !("request" in message) || !("response" in message)) return;
    const { request, response } = message;
    if (!(request instanceof ClientRequest) || !(response instanceof IncomingMessage)) return;
    if (response.statusCode === 429 && String(request.getHeader("x-request-id")) === requestId) {
      onLimited(secondsOf(response.headers["ratelimit-reset"] ?? response.headers["retry-after"]));
    }
  };
  subscribe(responses, look);
  return () => unsubscribe(responses, look);
}

function secondsOf(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** An answer that is not JSON arrives as a thrown response. */
function statusOf(error: unknown): number | undefined {
  const isResponse =
    typeof error === "object" && error !== null && "status" in error && typeof error.status === "number";
  return isResponse ? Number(error.status) : undefined;
}
