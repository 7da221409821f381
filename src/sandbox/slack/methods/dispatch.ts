import type { JsonObject } from "../json.ts";
import { textAt } from "../json.ts";
import { isKnownError, METHOD_FACTS } from "../method-facts.ts";
import type { Fault } from "../state/faults.ts";
import type { World } from "../state/world.ts";
import { MethodFailure } from "./method.ts";
import { METHODS } from "./method-table.ts";
import type { RateLimits } from "./rate-limits.ts";

export type ApiAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: JsonObject;
    }
  /** Nothing comes back, ever. */
  | { readonly kind: "hang" }
  /** The connection breaks. */
  | { readonly kind: "drop" };

const KEPT_CALLS = 10_000;

/** Answers one Web API call, faults and limits included, and remembers it. */
export async function dispatch(
  world: World,
  limits: RateLimits,
  method: string,
  token: string,
  args: JsonObject,
): Promise<ApiAnswer> {
  if (world.faults.latencyMs > 0) await world.patience.wait(world.faults.latencyMs);
  const channel = textAt(args, "channel") || textAt(args, "channel_id") || undefined;
  const fault = world.faults.take(method, channel, args);
  if (fault?.kind === "slow") await world.patience.wait(fault.delayMs ?? 1000);
  const faulty = fault === undefined ? undefined : faultAnswer(fault);
  const limited = faulty === undefined && world.faults.areTiersEnforced ? limits.take(method, channel) : undefined;
  const answer = faulty ?? (limited === undefined ? perform(world, method, token, args) : rateLimited(limited));
  const isDropped = fault?.kind === "drop-after-performing";
  remember(world, method, args, isDropped ? "dropped" : outcomeOf(answer));
  return isDropped ? { kind: "drop" } : answer;
}

function faultAnswer(fault: Fault): ApiAnswer | undefined {
  switch (fault.kind) {
    case "ratelimited":
      return rateLimited(fault.retryAfter ?? 1);
    case "http-500":
      return { kind: "answer", status: 500, headers: {}, body: { ok: false, error: "internal_error" } };
    case "hang":
      return { kind: "hang" };
    case "error":
      return failed(fault.error ?? "internal_error");
    case "unknown_method":
      return failed("unknown_method");
    case "slow":
    case "drop-after-performing":
      return undefined;
  }
}

function perform(world: World, method: string, token: string, args: JsonObject): ApiAnswer {
  const run = METHODS[method];
  if (run === undefined) return failed("unknown_method", { req_method: method });
  const refused = refuseToken(world, method, token);
  if (refused !== undefined) return failed(refused);
  const headers = {
    "x-oauth-scopes": [...world.app.scopes].join(","),
    "x-accepted-oauth-scopes": acceptedScopes(method),
  };
  try {
    return { kind: "answer", status: 200, headers, body: { ok: true, ...run({ world, method, args }) } };
  } catch (error) {
    if (!(error instanceof MethodFailure)) throw error;
    if (!isKnownError(method, error.code)) throw new Error(`${method} has no error ${error.code}`);
    const messages = error.messages.length === 0 ? {} : { response_metadata: { messages: error.messages } };
    const answer = failed(error.code, { ...error.extra, ...messages });
    return { ...answer, headers };
  }
}

/** The app token opens connections and does nothing else. */
function refuseToken(world: World, method: string, token: string): string | undefined {
  if (method === "api.test") return undefined;
  if (token === "") return "not_authed";
  const { botToken, appToken } = world.options;
  if (token !== botToken && token !== appToken) return "invalid_auth";
  const wanted = method === "apps.connections.open" ? appToken : botToken;
  return token === wanted ? undefined : "not_allowed_token_type";
}

function failed(error: string, extra: JsonObject = {}): ApiAnswer & { readonly kind: "answer" } {
  return { kind: "answer", status: 200, headers: {}, body: { ok: false, error, ...extra } };
}

function rateLimited(retryAfter: number): ApiAnswer {
  const headers = { "retry-after": String(retryAfter) };
  return { kind: "answer", status: 429, headers, body: { ok: false, error: "ratelimited" } };
}

function acceptedScopes(method: string): string {
  return (METHOD_FACTS[method]?.scopes ?? "").split(" ").join(",");
}

function outcomeOf(answer: ApiAnswer): string {
  switch (answer.kind) {
    case "hang":
      return "hung";
    case "drop":
      return "dropped";
    case "answer":
      if (answer.body.ok === true) return "ok";
      return answer.status === 500 ? "http-500" : textAt(answer.body, "error");
  }
}

function remember(world: World, method: string, args: JsonObject, outcome: string): void {
  world.calls.push({ id: world.ids.number(), method, args, outcome, atMs: world.now() });
  if (world.calls.length > KEPT_CALLS) world.calls.splice(0, world.calls.length - KEPT_CALLS);
  world.traffic.record("from-app", method, outcome, args);
  world.changes.notify();
}
