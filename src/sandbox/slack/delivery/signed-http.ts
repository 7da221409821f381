import { createHmac } from "node:crypto";
import { parseJson } from "../json.ts";
import type { AppAnswer, AppRequest, Delivery, Retry } from "./delivery.ts";

export interface SignedHttpOptions {
  readonly url: string;
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
  readonly now: () => number;
}

/** Delivers over HTTP as Slack does: form bodies for people's acts, JSON for events, each signed over its raw bytes. */
export function createSignedHttp(options: SignedHttpOptions): Delivery {
  const stopped = new AbortController();
  const address = new URL(options.url);
  if (address.pathname === "/") address.pathname = "/slack/events";
  return {
    isConnected: () => !stopped.signal.aborted,
    stop: () => stopped.abort(),
    send: (request, retry) => post(address, request, retry, options, stopped.signal),
  };
}

async function post(
  address: URL,
  request: AppRequest,
  retry: Retry | undefined,
  options: SignedHttpOptions,
  stopped: AbortSignal,
): Promise<AppAnswer> {
  const { body, contentType } = encode(request);
  const deadline = AbortSignal.timeout(options.ackTimeoutMs);
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: {
        "content-type": contentType,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        ...sign(body, options),
        ...retryHeaders(retry),
      },
      signal: AbortSignal.any([deadline, stopped]),
    });
    const text = await response.text();
    if (!response.ok) {
      const isRetryRefused = response.headers.get("x-slack-no-retry") === "1";
      return { kind: "http-error", status: response.status, isRetryRefused };
    }
    return { kind: "acked", body: text === "" ? undefined : (parseJson(text) ?? text) };
  } catch (error) {
    if (deadline.aborted) return { kind: "timeout" };
    return { kind: "unreachable", reason: error instanceof Error ? error.message : String(error) };
  }
}

function encode(request: AppRequest): { readonly body: string; readonly contentType: string } {
  const form = "application/x-www-form-urlencoded";
  switch (request.kind) {
    case "slash_commands":
      return { body: new URLSearchParams(request.form).toString(), contentType: form };
    case "interactive":
      return { body: new URLSearchParams({ payload: JSON.stringify(request.payload) }).toString(), contentType: form };
    case "events_api":
      return { body: JSON.stringify(request.body), contentType: "application/json" };
  }
}

function sign(body: string, options: SignedHttpOptions): Record<string, string> {
  const timestamp = String(Math.floor(options.now() / 1000));
  const digest = createHmac("sha256", options.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${digest}` };
}

function retryHeaders(retry: Retry | undefined): Record<string, string> {
  if (retry === undefined) return {};
  return { "x-slack-retry-num": String(retry.num), "x-slack-retry-reason": retry.reason };
}
