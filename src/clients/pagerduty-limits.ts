import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** One limit of PagerDuty's: all of REST, or the events of one integration. */
export interface PagerDutyLane {
  /** Milliseconds until the next request may be sent; 0 is now, and counts as sent. */
  take(key: string): Promise<number>;
  /** PagerDuty said 429: nothing is sent with this key for a while. */
  rest(key: string, ms: number): Promise<void>;
}

export function createLane(perMinute: number): PagerDutyLane {
  const paced = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const resting = new RateLimiterMemory({ points: 1, duration: 1 });
  return {
    async take(key) {
      const rest = await resting.get(key);
      if (rest && rest.msBeforeNext > 0) return rest.msBeforeNext;
      try {
        await paced.consume(key);
        return 0;
      } catch (rejection) {
        if (rejection instanceof RateLimiterRes) return Math.max(1, rejection.msBeforeNext);
        throw rejection;
      }
    },
    async rest(key, ms) {
      await resting.block(key, Math.ceil(ms / 1000));
    },
  };
}
