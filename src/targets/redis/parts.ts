import type { ExecInPod } from "../exec-in-pod.ts";
import type { Doing, LookUp, Refused, Site } from "../target.ts";
import { addressOf, type RedisSession, withRedis } from "./connection.ts";

export interface RedisParts {
  readonly lookUp: LookUp;
  /** Absent: nothing is spoken to through a pod. */
  readonly exec?: ExecInPod | undefined;
}

/** `work` at the Redis of the site, as a read. Refused where the catalog names none. */
export async function readRedis<Result>(
  { lookUp }: RedisParts,
  given: { readonly database?: number | undefined },
  site: Site,
  { signal }: Pick<Doing, "signal">,
  work: (session: RedisSession) => Promise<Result>,
): Promise<Result | Refused> {
  const at = addressOf(given, site, lookUp);
  return at.kind === "refused" ? at : withRedis(at, { signal, outcome: "not-done" }, work);
}
