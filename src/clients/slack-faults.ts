import { Fault, type FaultDetails } from "./fault.ts";
import { type SlackMethod, slackMethods } from "./slack-methods.ts";

/** How a call to Slack failed, as far as the SDK can tell. */
export type SlackFailure =
  | { readonly kind: "rate-limited"; readonly retryAfterMs: number }
  | { readonly kind: "http"; readonly status: number }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "timeout" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | {
      readonly kind: "platform";
      readonly error: string;
      readonly needed?: string | undefined;
      readonly details: readonly string[];
    };

/**
 * The fault of a failed call: whether to try again and when, whether it may have happened after all, and what a person can do.
 * Messages are short enough for the card: "Slack answered 429".
 */
export function slackFault(method: SlackMethod, failure: SlackFailure, cause?: unknown): Fault {
  // A call that is safe to repeat needs no looking up, whatever became of the first one.
  const lost = slackMethods[method].isRepeatable ? "not-done" : "unknown";
  const fault = (message: string, details: Omit<FaultDetails, "service">) =>
    new Fault(message, { service: "slack", ...details }, { cause });
  switch (failure.kind) {
    case "rate-limited":
      return fault("Slack answered 429", {
        code: "ratelimited",
        retry: { kind: "after", ms: failure.retryAfterMs },
        outcome: "not-done",
      });
    case "http":
      return failure.status < 500
        ? fault(`Slack answered ${failure.status}`, {
            code: `http-${failure.status}`,
            retry: { kind: "never" },
            outcome: "not-done",
            advice: `${method} was turned away with ${failure.status}. Check SLACK_API_URL, then retry.`,
          })
        : fault(`Slack answered ${failure.status}`, {
            code: `http-${failure.status}`,
            retry: { kind: "backoff" },
            outcome: lost,
          });
    case "unreachable":
      return fault("Slack cannot be reached", { code: "unreachable", retry: { kind: "backoff" }, outcome: lost });
    case "timeout":
      return fault("Slack did not answer in time", { code: "timeout", retry: { kind: "backoff" }, outcome: lost });
    case "unreadable":
      return fault("Slack's answer could not be read", {
        code: "unreadable",
        retry: { kind: "never" },
        outcome: lost,
        advice: `${method} answered in another shape than Slack documents: ${failure.reason}. Check SLACK_API_URL.`,
      });
    case "platform":
      if (passing.has(failure.error)) {
        return fault(`Slack answered ${failure.error}`, {
          code: failure.error,
          retry: { kind: "backoff" },
          outcome: lost,
        });
      }
      return fault(`Slack answered ${failure.error}`, {
        code: failure.error,
        retry: { kind: "never" },
        outcome: "not-done",
        advice: adviceFor(method, failure),
      });
  }
}

/** Platform errors that say "not now", not "no". */
const passing = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

type Platform = Extract<SlackFailure, { kind: "platform" }>;

function adviceFor(method: SlackMethod, { error, needed, details }: Platform): string {
  if (error === "missing_scope") {
    const scope = needed ?? slackMethods[method].scopes.join(", ");
    return `Add the scope ${scope} at api.slack.com/apps under OAuth & Permissions, reinstall the app, then retry.`;
  }
  if (error === "unknown_method") return `This Slack does not offer ${method}: do it by hand.`;
  if (error === "invalid_blocks" || error === "invalid_blocks_format" || error === "invalid_arguments") {
    const what = details.length > 0 ? ` (${details.join("; ").slice(0, 300)})` : "";
    return `Slack refused what was sent${what}. The mistake is ours: please report it.`;
  }
  return advice[error] ?? `${method} answered ${error}. Mend the cause in Slack, then retry.`;
}

const reinstall = "Check SLACK_BOT_TOKEN: reinstall the app at api.slack.com/apps and put the new token in its place.";

const archived =
  "The channel is probably archived, and apps cannot unarchive one. Unarchive it in its settings, then retry.";

/** What a person can do about it, by Slack's error code. */
const advice: Readonly<Record<string, string>> = {
  restricted_action: "A workspace setting forbids this to apps. Ask a workspace owner to allow it, then retry.",
  cannot_create_channel:
    "This workspace does not let apps create channels. Ask a workspace owner to allow it, then retry.",
  not_in_channel: "Invite the app to the channel (/invite @incident-commander), then retry.",
  is_archived: archived,
  cant_update_message: archived,
  not_pinnable: archived,
  channel_not_found: "The channel does not exist, or the app is not in it. Create it or invite the app, then retry.",
  name_taken: "A channel of this name exists already. Rename it, then retry.",
  invalid_auth: reinstall,
  not_authed: reinstall,
  token_revoked: reinstall,
  token_expired: reinstall,
  account_inactive: reinstall,
  access_denied: "The app may not do this in the channel. Check the channel's posting permissions, then retry.",
  too_many_bookmarks: "The channel holds as many bookmarks as Slack allows. Remove some, then retry.",
  too_many_pins: "The channel holds as many pins as Slack allows. Remove some, then retry.",
  message_not_found: "The message was deleted. Retry to post it anew.",
  user_is_restricted: "Guests cannot be invited by apps. Invite them by hand.",
  expired_trigger_id: "That took too long for Slack. Please try again.",
};
