import type { PagerDutyWebhook, WebhookFacts } from "./pagerduty-webhook.ts";

// PagerDuty delivers again for up to 48 h after we were away, and the hour is for its queue. Within the window a repeat is
// known by its event id, which must therefore be remembered for at least as long.
export const replayWindowMs = 49 * 60 * 60 * 1000;
const clockSkewMs = 5 * 60 * 1000;

/** Whether a webhook is of now: not from before the window, not from the future. `now` is in milliseconds. */
export function isFresh({ occurredAt }: WebhookFacts, now: number): boolean {
  const ageMs = now - Date.parse(occurredAt);
  return ageMs <= replayWindowMs && ageMs >= -clockSkewMs;
}

/** Whether it tells of what we did ourselves, as the PagerDuty user our requests come from. */
export function isOwnEcho({ agent }: PagerDutyWebhook, ownAgentId: string | undefined): boolean {
  return ownAgentId !== undefined && agent?.id === ownAgentId;
}
