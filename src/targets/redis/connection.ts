import { Redis } from "ioredis";
import { Fault } from "../../clients/fault.ts";
import type { LookUp, Refused, Site } from "../target.ts";
import { asRedisFault } from "./fault.ts";

/** One Redis, as the catalog names it. */
export interface Address {
  readonly kind: "address";
  /** May hold a password: for the driver alone. */
  readonly url: string;
  readonly urlVariable: string;
  /** Absent: the one of the address. */
  readonly database: number | undefined;
}

/** Where the site's Redis is. Refuses where the catalog names none; throws a Fault when the variable is not set. */
export function addressOf(
  given: { readonly database?: number | undefined },
  site: Site,
  lookUp: LookUp,
): Address | Refused {
  const target = site.environment.redis;
  if (!target)
    return { kind: "refused", reason: `the catalog names no Redis for ${site.service} in ${site.environmentName}` };
  const { urlVariable } = target;
  const url = lookUp(urlVariable);
  if (!url) throw unset("the address of Redis is not set", `Set ${urlVariable}.`);
  if (!/^(rediss?:\/\/|\/)/.test(url))
    throw unset(`${urlVariable} is not an address of Redis`, `Set ${urlVariable} to redis://user:password@host.`);
  return { kind: "address", url, urlVariable, database: given.database };
}

const unset = (message: string, advice: string): Fault =>
  new Fault(message, {
    service: "redis",
    code: "not-configured",
    retry: { kind: "never" },
    outcome: "not-done",
    advice,
  });

/** What one answer may be. A longer one ends the connection. */
const maxAnswerBytes = 64_000_000;

/** Any reply of Redis: text, a number, nothing, or a list of them. */
export type Reply = string | number | null | readonly Reply[];

export interface RedisSession {
  /** Sends one command, words as they are. */
  ask(...words: readonly string[]): Promise<Reply>;
  readonly client: Redis;
}

/**
 * Works on a connection of its own, which ends with it or with the signal. Every failure is a `Fault` or the signal's reason; a line
 * that broke while a command was under way leaves `outcome` behind.
 */
export async function withRedis<Result>(
  at: Address,
  { signal, outcome }: { readonly signal: AbortSignal; readonly outcome: "not-done" | "unknown" },
  work: (session: RedisSession) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const client = new Redis(at.url, {
    lazyConnect: true,
    // The lists of redis-cli: the newer protocol nests what belongs together.
    protocol: 2,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
    connectionName: "incident-commander",
    disableClientInfo: true,
    ...(at.database !== undefined && { db: at.database }),
  });
  let lastError: Error | undefined;
  client.on("error", (error: Error) => {
    lastError = error;
  });
  const end = () => client.disconnect();
  signal.addEventListener("abort", end, { once: true });
  let isConnected = false;
  try {
    await client.connect();
    isConnected = true;
    endWhenTooLong(client);
    return await work({ client, ask: (command = "", ...words) => client.call(command, ...words).then(replyOf) });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const known = isConnected ? error : (lastError ?? error);
    throw asRedisFault(known, { ...at, outcome: isConnected ? outcome : "not-done" });
  } finally {
    signal.removeEventListener("abort", end);
    client.disconnect();
  }
}

function endWhenTooLong(client: Redis): void {
  let bytes = 0;
  client.stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) client.disconnect();
  });
}

function replyOf(value: unknown): Reply {
  if (Array.isArray(value)) return value.map(replyOf);
  if (value === null || value === undefined) return null;
  return typeof value === "number" ? value : String(value);
}
