import { setTimeout as pause } from "node:timers/promises";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { SharedCounters } from "./redis.ts";
import { type SlackMethod, type SlackPace, slackMethods } from "./slack-methods.ts";

/** Waits its turn, or says how many milliseconds too many others are before it. */
export type Turn = { readonly kind: "go" } | { readonly kind: "wait"; readonly ms: number };

export interface SlackLimiter {
  /** Resolves when the call may be made; a turn further away than `longestPauseMs` is not waited for but said. */
  take(method: SlackMethod, channel: string): Promise<Turn>;
  /** Slack said `Retry-After`: this method rests in this channel, everything else goes on. */
  block(method: SlackMethod, channel: string, ms: number): Promise<void>;
}

// A turn this near is cheaper to wait for here than to hand back to the queue.
const longestPauseMs = 1500;

interface Budget {
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

const budgets: Readonly<Record<SlackPace, Budget>> = {
  message: { points: 4, duration: 4 },
  "tier-2": { points: 20, duration: 60 },
  "tier-3": { points: 50, duration: 60 },
  "tier-4": { points: 100, duration: 60 },
};

/**
 * Slack's published pace for every method, kept by us so that Slack rarely has to say no: by all replicas together where they
 * share counters, else by each for itself.
 */
export function createSlackLimiter(shared?: Pick<SharedCounters, "client">): SlackLimiter {
  const limiter = (keyPrefix: string, budget: Budget): RateLimiterAbstract => {
    const own = new RateLimiterMemory({ ...budget, keyPrefix });
    return shared
      ? new RateLimiterRedis({ ...budget, keyPrefix, storeClient: shared.client, insuranceLimiter: own })
      : own;
  };
  const paces: Readonly<Record<SlackPace, RateLimiterAbstract>> = {
    message: limiter("slack-message", budgets.message),
    "tier-2": limiter("slack-tier-2", budgets["tier-2"]),
    "tier-3": limiter("slack-tier-3", budgets["tier-3"]),
    "tier-4": limiter("slack-tier-4", budgets["tier-4"]),
  };
  const blocked = limiter("slack-blocked", { points: 1, duration: 1 });
  return {
    async take(method, channel) {
      const rest = await blocked.get(`${method} ${channel}`);
      if (rest && rest.msBeforeNext > 0) return { kind: "wait", ms: rest.msBeforeNext };
      const { pace } = slackMethods[method];
      return turn(paces[pace], pace === "message" ? `${method} ${channel}` : method);
    },
    async block(method, channel, ms) {
      await blocked.block(`${method} ${channel}`, Math.ceil(ms / 1000));
    },
  };
}

async function turn(pace: RateLimiterAbstract, key: string): Promise<Turn> {
  const waitMs = await consume(pace, key);
  if (waitMs === 0) return { kind: "go" };
  if (waitMs > longestPauseMs) return { kind: "wait", ms: waitMs };
  await pause(waitMs);
  const stillMs = await consume(pace, key);
  return stillMs === 0 ? { kind: "go" } : { kind: "wait", ms: stillMs };
}

async function consume(pace: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await pace.consume(key);
    return 0;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return Math.max(1, rejection.msBeforeNext);
    throw rejection;
  }
}
