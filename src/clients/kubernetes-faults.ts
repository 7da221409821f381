import { z } from "zod";
import { Fault, type Retry } from "./fault.ts";

const status = z.object({
  kind: z.literal("Status"),
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z.object({ retryAfterSeconds: z.number().optional() }).optional(),
});

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly method: string;
  readonly retryAfter?: string | undefined;
}

/** An answer of the API server that is no 2xx, in words. Code: its reason (`NotFound`, `Forbidden`, `Conflict`) or its status. */
export function answeredFault({ status: code, body, method, retryAfter }: Answer): Fault {
  const said = readStatus(body);
  const message = (said?.message ?? "").slice(0, 2000);
  const seconds = Number(retryAfter ?? said?.details?.retryAfterSeconds);
  const denied = code === 403 ? readDenial(message) : undefined;
  const what = denied ? denied.sentence : message || "nothing that explains it";
  return new Fault(`the cluster answered ${code}: ${what}`, {
    service: "kubernetes",
    code: said?.reason || String(code),
    retry: retryOf(code, seconds),
    outcome: code < 500 || method === "GET" ? "not-done" : "unknown",
    advice: denied?.advice ?? adviceFor(code),
  });
}

/** No answer, or one that broke off. Never for an abort: that is rethrown as it is. */
export function unreachableFault(error: unknown, method: string, server: string): Fault {
  const code = codeOf(error);
  const never = neverSent.has(code) || certificate.test(code);
  return new Fault(`the cluster at ${server} did not answer: ${code}`, {
    service: "kubernetes",
    code,
    retry: certificate.test(code) ? { kind: "never" } : { kind: "backoff" },
    outcome: never || method === "GET" ? "not-done" : "unknown",
    advice: certificate.test(code)
      ? "Its certificate is not trusted: correct the kubeconfig."
      : "See whether the API server runs and the bot may reach it.",
  });
}

/** An answer that is there and cannot be used: not JSON, too long. */
export function unreadableFault(what: string, method: string): Fault {
  return new Fault(`the cluster's answer ${what}`, {
    service: "kubernetes",
    code: "Unreadable",
    retry: { kind: "never" },
    outcome: method === "GET" ? "not-done" : "unknown",
  });
}

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/;

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "the connection broke off";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.cause === undefined ? "the connection broke off" : codeOf(error.cause);
}

function readStatus(body: string): z.output<typeof status> | undefined {
  try {
    return status.parse(JSON.parse(body));
  } catch {
    // Plain text comes from a proxy in between; it may be a whole page.
    return body.length > 0 && body.length < 4000 && !body.startsWith("<")
      ? { kind: "Status", message: body.trim() }
      : undefined;
  }
}

/** `cannot list resource "secrets" in API group "" in the namespace "production"`. */
const denial =
  /cannot (\S+) (?:resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?|path "([^"]+)")/;

function readDenial(message: string): { readonly sentence: string; readonly advice: string } | undefined {
  const [, verb, resource, group, namespace, path] = denial.exec(message) ?? [];
  if (verb === undefined) return undefined;
  if (path !== undefined)
    return {
      sentence: `the bot may not ${verb} ${path}`,
      advice: `Allow it in a ClusterRole of the bot: verb ${verb}, nonResourceURL ${path}.`,
    };
  const words = `verb ${verb}, resource ${resource}${group ? ` of API group ${group}` : ""}`;
  return {
    sentence: `the bot may not ${verb} ${resource} in ${namespace ?? "the whole cluster"}`,
    advice: `Allow it in the bot's ${namespace ? "Role" : "ClusterRole"}: ${words}${namespace ? `, namespace ${namespace}` : ""}.`,
  };
}

function retryOf(code: number, seconds: number): Retry {
  if (code === 429 || code === 503 || code === 504)
    return seconds > 0 ? { kind: "after", ms: seconds * 1000 } : { kind: "backoff" };
  return code >= 500 ? { kind: "backoff" } : { kind: "never" };
}

function adviceFor(code: number): string | undefined {
  if (code === 401) return "The cluster does not accept the bot's credentials: renew them in the kubeconfig.";
  return code === 429 || code >= 500 ? "The API server is in trouble itself; try again in a moment." : undefined;
}
