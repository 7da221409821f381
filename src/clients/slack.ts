import {
  LogLevel,
  type Logger as SlackLogger,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from "@slack/web-api";
import { z } from "zod";
import { Fault } from "./fault.ts";
import type { SharedCounters } from "./redis.ts";
import { type SlackFailure, slackFault } from "./slack-faults.ts";
import { createSlackLimiter, type SlackLimiter } from "./slack-limiter.ts";
import { type SlackCalls, type SlackMethod, slackMethods } from "./slack-methods.ts";

/** Calls one method. Every failure is a `Fault` of service "slack". */
export interface SlackCaller {
  call<M extends SlackMethod>(method: M, args: SlackCalls[M]["args"]): Promise<SlackCalls[M]["result"]>;
}

/**
 * Two doors to Slack, because a 429 pauses a whole WebClient: `interactive` answers a waiting person (2.5 s, no second try),
 * `background` performs effects (15 s, paced by method and channel; trying again is the performer's business).
 */
export interface SlackClient {
  readonly interactive: SlackCaller;
  readonly background: SlackCaller;
}

export interface SlackClientOptions {
  readonly token: string;
  /** `https://slack.com/api/` unless another server speaks Slack's API. */
  readonly apiUrl?: string | undefined;
  readonly log: { debug(details: object, message: string): void };
  /** Where replicas keep Slack's pace together. */
  readonly shared?: SharedCounters | undefined;
}

export function createSlackClient(options: SlackClientOptions): SlackClient {
  const interactive = webClient(options, 2500);
  const background = webClient(options, 15_000);
  const limiter = createSlackLimiter(options.shared);
  return {
    interactive: { call: (method, args) => send(interactive, method, args) },
    background: { call: (method, args) => sendInTurn(background, limiter, method, args) },
  };
}

function webClient({ token, apiUrl, log }: SlackClientOptions, timeoutMs: number): WebClient {
  return new WebClient(token, {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: sdkLogger((message) => log.debug({ sdk: "web-api" }, message)),
  });
}

async function sendInTurn<M extends SlackMethod>(
  client: WebClient,
  limiter: SlackLimiter,
  method: M,
  args: SlackCalls[M]["args"],
): Promise<SlackCalls[M]["result"]> {
  const channel = channelOf(args);
  const turn = await limiter.take(method, channel);
  if (turn.kind === "wait") throw slackFault(method, { kind: "rate-limited", retryAfterMs: turn.ms });
  try {
    return await send(client, method, args);
  } catch (error) {
    if (error instanceof Fault && error.retry.kind === "after") await limiter.block(method, channel, error.retry.ms);
    throw error;
  }
}

async function send<M extends SlackMethod>(
  client: WebClient,
  method: M,
  args: SlackCalls[M]["args"],
): Promise<SlackCalls[M]["result"]> {
  let answer: unknown;
  try {
    answer = await client.apiCall(method, { ...args });
  } catch (error) {
    throw slackFault(method, failureOf(error), error);
  }
  const read = slackMethods[method].result.safeParse(answer);
  if (!read.success) throw slackFault(method, { kind: "unreadable", reason: z.prettifyError(read.error) }, read.error);
  return read.data;
}

function failureOf(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) return { kind: "rate-limited", retryAfterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIHTTPError) return { kind: "http", status: error.statusCode };
  if (error instanceof WebAPIRequestError) {
    const isTimeout = /abort|timeout|timed out/i.test(`${error.original.name} ${error.original.message}`);
    return isTimeout ? { kind: "timeout" } : { kind: "unreachable", reason: error.original.message };
  }
  if (error instanceof WebAPIPlatformError) {
    const { needed } = neededScope.parse(error.data);
    return { kind: "platform", error: error.data.error, needed, details: error.data.response_metadata?.messages ?? [] };
  }
  throw error;
}

const neededScope = z.object({ needed: z.string().optional().catch(undefined) });

const channelName = z.object({ channel: z.string().optional(), channel_id: z.string().optional() });

/** Methods without a channel share one lane. */
function channelOf(args: object): string {
  const { channel, channel_id } = channelName.parse(args);
  return channel ?? channel_id ?? "";
}

/**
 * Slack's SDKs speak of every failure themselves, with whole requests; we say it with more sense, so only their warnings and
 * errors are passed on, to be logged where nobody is woken by them.
 */
export function sdkLogger(say: (message: string) => void): SlackLogger {
  const tell = (...words: unknown[]) => say(words.map(String).join(" "));
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: tell,
    error: tell,
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
