import { Redis } from "ioredis";

export interface SharedCounters {
  readonly client: Redis;
  /** Whether it answers now. */
  check(): Promise<boolean>;
  close(): void;
}

/**
 * Counters that replicas share, in Redis. It holds only what may be lost: while it is away every call fails at once, and whoever
 * counts goes on by itself.
 */
export function createSharedCounters(
  url: string,
  log: { warn(details: object, message: string): void },
): SharedCounters {
  const client = new Redis(url, { maxRetriesPerRequest: 0, enableOfflineQueue: false, connectTimeout: 2000 });
  let isAway = false;
  client.on("error", (err: Error) => {
    if (!isAway) log.warn({ err }, "Redis is away: each replica keeps Slack's pace by itself");
    isAway = true;
  });
  client.on("ready", () => {
    isAway = false;
  });
  return {
    client,
    check: () =>
      client.ping().then(
        () => true,
        () => false,
      ),
    close: () => client.disconnect(),
  };
}

/** Whether a Redis answers at this address: nothing when it does, else why not. */
export async function pingRedis(url: string): Promise<string | undefined> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: string | undefined;
  client.on("error", (error: Error) => {
    reason = error.message;
  });
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch (error) {
    return reason ?? (error instanceof Error ? error.message : String(error));
  } finally {
    client.disconnect();
  }
}
