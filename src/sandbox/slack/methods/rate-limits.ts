import { METHOD_FACTS } from "../method-facts.ts";

const PER_MINUTE: Readonly<Record<number, number>> = { 1: 1, 2: 20, 3: 50, 4: 100, 5: 200 };
/** About one message a second and channel, with short bursts. */
const MESSAGE_BURST = 3;

export interface RateLimits {
  /** Counts a call. The seconds to wait when it is one too many. */
  take(method: string, channel: string | undefined): number | undefined;
}

/** Slack's tiers, counted per method over the last minute; messages per channel over the last seconds. */
export function createRateLimits(now: () => number): RateLimits {
  const seen = new Map<string, number[]>();
  const takeWithin = (key: string, most: number, windowMs: number) => {
    const recent = (seen.get(key) ?? []).filter((at) => now() - at < windowMs);
    seen.set(key, recent);
    const oldest = recent[0];
    if (oldest !== undefined && recent.length >= most)
      return Math.max(1, Math.ceil((oldest + windowMs - now()) / 1000));
    recent.push(now());
    return undefined;
  };
  return {
    take(method, channel) {
      if (method === "chat.postMessage") return takeWithin(`${method} ${channel}`, MESSAGE_BURST, MESSAGE_BURST * 1000);
      const tier = METHOD_FACTS[method]?.tier ?? 3;
      return takeWithin(method, PER_MINUTE[tier] ?? 50, 60_000);
    },
  };
}
