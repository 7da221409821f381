import { conversationsFacts } from "./facts/conversations.ts";
import { messagesFacts } from "./facts/messages.ts";
import { othersFacts } from "./facts/others.ts";

/** What the reference says of one Web API method. Lists are words with blanks between. */
export interface MethodFacts {
  /** 1 to 4: about 1, 20, 50, 100 calls a minute; 5 is special. */
  readonly tier: number;
  /** Any one of these bot scopes is enough; which, depends on the kind of conversation. */
  readonly scopes: string;
  readonly errors: string;
}

export const METHOD_FACTS: Readonly<Record<string, MethodFacts>> = {
  ...messagesFacts,
  ...conversationsFacts,
  ...othersFacts,
};

/** True for an error code the method, or every method, can answer. */
export function isKnownError(method: string, error: string): boolean {
  if (COMMON_ERRORS.includes(error)) return true;
  return words(METHOD_FACTS[method]?.errors ?? "").includes(error);
}

/** The bot scopes of which one is needed. */
export function scopesOf(method: string): readonly string[] {
  return words(METHOD_FACTS[method]?.scopes ?? "");
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Codes that any method may answer. */
const COMMON_ERRORS: readonly string[] = [
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
  "not_allowed_token_type",
  "no_permission",
  "invalid_arguments",
  "invalid_form_data",
  "invalid_json",
  "ratelimited",
  "request_timeout",
  "service_unavailable",
  "internal_error",
  "fatal_error",
  "unknown_method",
  "access_denied",
  "team_access_not_granted",
];
