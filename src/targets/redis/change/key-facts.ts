import type { RedisSession } from "../connection.ts";

export interface KeyFacts {
  readonly key: string;
  /** `none`: there is no such key. */
  readonly type: string;
  /** Milliseconds since 1970; null: it stays for ever. */
  readonly expiresAt: number | null;
  readonly bytes: number | null;
}

/** What a key is, without its value. */
export async function keyFacts({ ask }: RedisSession, key: string): Promise<KeyFacts> {
  const type = String(await ask("TYPE", key));
  if (type === "none") return { key, type, expiresAt: null, bytes: null };
  const left = Number(await ask("PTTL", key));
  const [seconds, micros] = await timeOf(ask);
  const now = seconds * 1_000 + Math.floor(micros / 1_000);
  const bytes = await ask("MEMORY", "USAGE", key).catch(() => null);
  return { key, type, expiresAt: left < 0 ? null : now + left, bytes: typeof bytes === "number" ? bytes : null };
}

// Redis's own clock: what expires there expires by it.
async function timeOf(ask: RedisSession["ask"]): Promise<readonly [number, number]> {
  const reply = await ask("TIME");
  const [seconds, micros] = Array.isArray(reply) ? reply : [];
  return [Number(seconds), Number(micros)];
}
