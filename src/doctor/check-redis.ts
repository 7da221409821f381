import { pingRedis } from "../clients/redis.ts";
import { type Finding, failed, ok, skipped } from "./finding.ts";

/** Redis is optional: it holds only what may be lost. */
export async function checkRedis(url: string | undefined): Promise<readonly Finding[]> {
  if (url === undefined) return [skipped("Redis", "not set, and not needed with one replica")];
  const reason = await pingRedis(url);
  if (reason === undefined) return [ok("Redis", "answers")];
  const remedy = "Check REDIS_URL and that Redis runs, or unset it: each replica then keeps Slack's pace by itself.";
  return [failed("Redis", reason, remedy)];
}
