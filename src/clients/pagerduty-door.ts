import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { z } from "zod";
import { Fault } from "./fault.ts";
import { type PagerDutyFailure, pagerDutyFault } from "./pagerduty-faults.ts";
import { createLane } from "./pagerduty-limits.ts";
import { sendOnce, type WireAnswer } from "./pagerduty-wire.ts";

export interface DoorOptions {
  readonly baseUrl: string;
  /** Empty for Events, which asks for none. */
  readonly token: string;
  readonly perMinute: number;
  readonly timeoutMs: number;
  /** How long nothing is sent after five failures in a row. */
  readonly restMs: number;
  readonly log: { debug(details: object, message: string): void };
}

export interface DoorRequest<T> {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[]>>;
  readonly from?: string;
  readonly body?: object;
  readonly answer: z.ZodType<T>;
  /** What the limit is counted by, where it is not the token. Never shown. */
  readonly key?: string;
}

/** The one place where requests to a PagerDuty host leave: paced, cut off after a while, and every answer checked. */
export interface PagerDutyDoor {
  /** Sends once; trying again is the caller's business. Fails with a `Fault` alone. */
  send<T>(request: DoorRequest<T>): Promise<T>;
}

// A 429 may come without its headers.
const restWithoutHeaderMs = 15_000;

export function createPagerDutyDoor(options: DoorOptions): PagerDutyDoor {
  const lane = createLane(options.perMinute);
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof Fault && error.retry.kind === "backoff"),
    { halfOpenAfter: options.restMs, breaker: new ConsecutiveBreaker(5) },
  );
  return {
    async send(request) {
      const key = request.key ?? "";
      const fail = (failure: PagerDutyFailure) =>
        pagerDutyFault(failure, request.method === "GET", [options.token, key]);
      const waitMs = await lane.take(key);
      if (waitMs > 0) throw fail({ kind: "rate-limited", waitMs });
      try {
        return await breaker.execute(async () => {
          const answer = await sendOnce(wireRequest(request, options));
          options.log.debug(
            { method: request.method, path: request.path, answer: answer.kind, status: statusOf(answer) },
            "asked PagerDuty",
          );
          if (answer.kind === "rate-limited") await lane.rest(key, waitAfter(answer.resetSeconds));
          return read(answer, request, options, fail);
        });
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw fail({ kind: "resting", waitMs: options.restMs });
        throw error;
      }
    },
  };
}

function wireRequest<T>(
  { method, path, query, from, body }: DoorRequest<T>,
  { baseUrl, token, timeoutMs }: DoorOptions,
) {
  return { method, url: `${baseUrl.replace(/\/+$/, "")}${path}`, token, timeoutMs, query, from, body };
}

function statusOf(answer: WireAnswer): number | undefined {
  return "status" in answer ? answer.status : undefined;
}

function waitAfter(resetSeconds: number | undefined): number {
  // A reset of 0 s means "now", which the very next request would contradict.
  return resetSeconds === undefined ? restWithoutHeaderMs : Math.max(1, resetSeconds) * 1000;
}

function read<T>(
  answer: WireAnswer,
  request: DoorRequest<T>,
  { timeoutMs }: DoorOptions,
  fail: (failure: PagerDutyFailure) => Fault,
): T {
  switch (answer.kind) {
    case "rate-limited":
      throw fail({ kind: "rate-limited", waitMs: waitAfter(answer.resetSeconds) });
    case "timeout":
      throw fail({ kind: "timeout", timeoutMs });
    case "unreachable":
      throw fail(answer);
    case "not-json":
      throw fail(isRefusal(answer.status) ? { kind: "refused", status: answer.status, body: undefined } : answer);
    case "json": {
      const { status, body } = answer;
      if (isRefusal(status)) throw fail({ kind: "refused", status, body });
      if (status < 200 || status > 299) throw fail({ kind: "http", status });
      const parsed = request.answer.safeParse(body);
      if (!parsed.success) throw fail({ kind: "unreadable", reason: z.prettifyError(parsed.error) });
      return parsed.data;
    }
  }
}

/** 408 is PagerDuty's own timeout: "try again". */
function isRefusal(status: number): boolean {
  return status >= 400 && status <= 499 && status !== 408;
}
