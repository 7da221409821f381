import { lookup as lookUpName } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { Agent, request } from "undici";
import { Fault, type FaultService } from "./fault.ts";
import { kindOfAddress } from "./http-address.ts";
import { readBounded } from "./http-body.ts";
import { httpFault } from "./http-fault.ts";
import { type Reach, reachOf } from "./http-reach.ts";

export interface HttpCall {
  readonly url: string;
  readonly method: "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Only of GET and HEAD, and only to hosts in reach. */
  readonly followRedirects?: boolean | undefined;
  readonly skipCertificateCheck?: boolean | undefined;
  /** Of everything together, hops included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Whose fault a failure is. */
  readonly service: FaultService;
}

export interface HttpAnswer {
  readonly kind: "answered";
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  /** Names in small letters, in the order they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly bytes: Uint8Array;
  /** The body went on after `maxBytes`. */
  readonly isCut: boolean;
  readonly tookMs: number;
  /** Why a redirect was shown and not followed. */
  readonly notFollowed?: string | undefined;
}

export type HttpOutcome = HttpAnswer | { readonly kind: "refused"; readonly reason: string };

/** The one way out for HTTP of targets: to hosts in reach, at addresses looked at as the connection is made. */
export interface HttpDoor {
  /** Refused when the host or its address may not be reached: nothing was sent. Throws a `Fault` when there was no whole answer. */
  call(call: HttpCall, reach: Reach): Promise<HttpOutcome>;
  close(): Promise<void>;
}

export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export function createHttpDoor({
  now,
  resolve = (host) => lookUpName(host, { all: true }),
}: {
  readonly now: () => number;
  readonly resolve?: Resolve;
}): HttpDoor {
  const agents = new Map<string, Agent>();
  // A kept connection was checked by its own rule, so those that may lead inside are kept apart. Proxy variables are not read.
  const agentFor = (mayBePrivate: boolean, trusting: boolean): Agent => {
    const key = `${mayBePrivate} ${trusting}`;
    const agent =
      agents.get(key) ??
      new Agent({ connect: { lookup: guardedLookup(resolve, mayBePrivate), rejectUnauthorized: !trusting } });
    agents.set(key, agent);
    return agent;
  };
  return {
    call: (call, reach) => follow(call, reach, agentFor, now),
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

const maxHops = 5;

type AgentFor = (mayBePrivate: boolean, trusting: boolean) => Agent;

async function follow(call: HttpCall, reach: Reach, agentFor: AgentFor, now: () => number): Promise<HttpOutcome> {
  const startedAt = now();
  const timeout = AbortSignal.timeout(call.timeoutMs);
  const signal = AbortSignal.any([call.signal, timeout]);
  let next = { ...call, signal };
  for (let hop = 0; ; hop++) {
    const address = new URL(next.url);
    try {
      const outcome = await callOnce(next, address, reach, agentFor);
      if (outcome.kind === "refused") return outcome;
      const answer = { ...outcome, tookMs: now() - startedAt };
      const redirect = redirectOf(answer, call, reach, hop);
      if (redirect.kind === "none") return answer;
      if (redirect.kind === "not-followed") return { ...answer, notFollowed: redirect.reason };
      // Credentials were meant for the first host.
      next = { ...next, url: redirect.to.href, headers: redirect.to.host === address.host ? next.headers : {} };
    } catch (error) {
      call.signal.throwIfAborted();
      const forbidden = forbiddenIn(error);
      if (forbidden) return { kind: "refused", reason: forbidden.message };
      if (error instanceof Fault) throw error;
      throw httpFault(timeout.aborted ? timeout.reason : error, { ...call, host: address.host });
    }
  }
}

async function callOnce(
  call: HttpCall,
  address: URL,
  reach: Reach,
  agentFor: AgentFor,
): Promise<Omit<HttpAnswer, "tookMs"> | { readonly kind: "refused"; readonly reason: string }> {
  const reached = reachOf(address, reach);
  if (reached.kind === "refused") return reached;
  const literal = address.hostname.replace(/^\[|\]$/g, "");
  // A name is looked at when it is connected; an address is not looked up, so it is looked at here.
  if (/^[\d.]+$|:/.test(literal)) checkAddress(address.hostname, literal, reached.mayBePrivate);
  const response = await request(address, {
    method: call.method,
    headers: { "user-agent": "incident-commander", "accept-encoding": "identity", ...call.headers },
    body: call.body ?? null,
    signal: call.signal,
    dispatcher: agentFor(reached.mayBePrivate, call.skipCertificateCheck === true),
  });
  const { bytes, isCut } = await readBounded(response.body, call.maxBytes);
  return {
    kind: "answered",
    url: address.href,
    status: response.statusCode,
    statusText: response.statusText,
    headers: Object.entries(response.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one) => [name, one] as const),
    ),
    bytes,
    isCut,
  };
}

type Redirect =
  | { readonly kind: "none" }
  | { readonly kind: "followed"; readonly to: URL }
  | { readonly kind: "not-followed"; readonly reason: string };

function redirectOf(answer: HttpAnswer, call: HttpCall, reach: Reach, hop: number): Redirect {
  const location = answer.headers.find(([name]) => name === "location")?.[1];
  if (location === undefined || answer.status < 300 || answer.status > 399 || call.followRedirects !== true) {
    return { kind: "none" };
  }
  const not = (reason: string): Redirect => ({ kind: "not-followed", reason });
  if (call.method !== "GET" && call.method !== "HEAD") return not("a change is not sent to another address");
  if (hop >= maxHops) return not(`it led on more than ${maxHops} times`);
  if (!URL.canParse(location, answer.url)) return not("it leads to no address");
  const to = new URL(location, answer.url);
  const reached = reachOf(to, reach);
  return reached.kind === "refused" ? not(reached.reason) : { kind: "followed", to };
}

// What was looked at is what is connected to: between them no name is looked up again.
function guardedLookup(resolve: Resolve, mayBePrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname)
      .then((found) => {
        for (const { address } of found) checkAddress(hostname, address, mayBePrivate);
        const [first] = found;
        if (!first) throw Object.assign(new Error(`${hostname} has no address`), { code: "ENOTFOUND" });
        if (options.all === true) callback(null, [...found]);
        else callback(null, first.address, first.family);
      })
      .catch((error: Error) => callback(error, "", 0));
  };
}

class ForbiddenAddress extends Error {}

function checkAddress(host: string, address: string, mayBePrivate: boolean): void {
  const kind = kindOfAddress(address);
  const leads = host === address ? host : `${host} leads to ${address}, which`;
  if (kind === "forbidden") throw new ForbiddenAddress(`${leads} is an address that is never reached`);
  if (kind === "private" && !mayBePrivate) {
    throw new ForbiddenAddress(
      `${leads} is inside the network; the catalog must name it as the service's own (hosts, healthChecks) first`,
    );
  }
}

function forbiddenIn(error: unknown): ForbiddenAddress | undefined {
  if (error instanceof ForbiddenAddress) return error;
  return error instanceof Error && error.cause !== undefined ? forbiddenIn(error.cause) : undefined;
}
