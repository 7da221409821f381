import type { ExecInPod } from "../exec-in-pod.ts";
import type { Family, LookUp } from "../target.ts";
import { redisChangers } from "./change/redis-changers.ts";
import { redisReaders } from "./readers.ts";

/** Everything done to Redis. `through` runs redis-cli inside a pod, for caches that only a pod reaches. No connection is kept. */
export function createRedisFamily({
  lookUp,
  through,
}: {
  readonly lookUp: LookUp;
  readonly through?: ExecInPod | undefined;
}): Family {
  const parts = { lookUp, exec: through };
  return { readers: redisReaders(parts), changers: redisChangers(parts), close: async () => {} };
}
