/** How a request reaches the app, and what came back. */

import type { Json, JsonObject } from "../json.ts";

export interface Retry {
  readonly num: number;
  readonly reason: string;
}

/** Asks for the very same request once more, with Slack's retry headers when `retry` is given. */
export interface Again {
  readonly retry?: Retry;
}

export type AppRequest =
  | { readonly kind: "slash_commands"; readonly form: Readonly<Record<string, string>> }
  | { readonly kind: "interactive"; readonly payload: JsonObject }
  | { readonly kind: "events_api"; readonly body: JsonObject };

export type AppAnswer =
  /** `body` is what came with the acknowledgement: an object, a text, or nothing. */
  | { readonly kind: "acked"; readonly body: Json | undefined }
  | { readonly kind: "timeout" }
  /** The app answered, but not with a 2xx. */
  | { readonly kind: "http-error"; readonly status: number; readonly isRetryRefused: boolean }
  | { readonly kind: "unreachable"; readonly reason: string };

export interface Delivery {
  send(request: AppRequest, retry?: Retry): Promise<AppAnswer>;
  isConnected(): boolean;
  stop(): void;
}
