import type { RedisSession } from "./connection.ts";

export interface ScannedKeys {
  readonly keys: readonly string[];
  /** There are more. */
  readonly isCut: boolean;
}

/** All keys, in steps that leave Redis free in between, at most `limit` of them. `options` are SCAN's own, such as MATCH. */
export async function scanKeys(
  session: RedisSession,
  options: readonly string[],
  limit: number,
  onStep: (keys: readonly string[], soFar: number) => Promise<void> | void = () => {},
): Promise<ScannedKeys> {
  const keys = new Set<string>();
  let cursor = "0";
  do {
    const reply = await session.ask("SCAN", cursor, ...options, "COUNT", "1000");
    const [next, found] = Array.isArray(reply) ? reply : ["0", []];
    // SCAN may return a key twice.
    const fresh = (Array.isArray(found) ? found : []).map(String).filter((key) => !keys.has(key));
    for (const key of fresh) keys.add(key);
    await onStep(fresh, keys.size);
    cursor = String(next);
  } while (cursor !== "0" && keys.size < limit);
  return { keys: [...keys].slice(0, limit), isCut: cursor !== "0" || keys.size > limit };
}
