import { Fault } from "../../clients/fault.ts";
import type { HttpAnswer, HttpDoor } from "../../clients/http.ts";
import { textOf } from "../../clients/http-body.ts";
import { hostOf } from "../../clients/http-reach.ts";
import type { Refused, Site } from "../target.ts";

export interface PrometheusParts {
  readonly door: HttpDoor;
  readonly now: () => number;
}

export interface Question {
  readonly server: "prometheus" | "alertmanager";
  /** `/api/v1/query`. */
  readonly path: string;
  /** A name may come several times. */
  readonly parameters?: readonly (readonly [name: string, value: string])[] | undefined;
  /** Posted as JSON. */
  readonly body?: object | undefined;
  /** What the path names is to be taken away; that is answered with nothing. */
  readonly isDelete?: boolean | undefined;
}

export type Answer = { readonly kind: "answer"; readonly value: unknown; readonly text: string } | Refused;

/** JSON of the environment's Prometheus or Alertmanager. Refused where it does not understand the question; else a `Fault` in words. */
export async function askServer(
  { server, path, parameters = [], body, isDelete = false }: Question,
  door: HttpDoor,
  { environment, environmentName }: Site,
  signal: AbortSignal,
): Promise<Answer> {
  const target = environment[server];
  if (!target) return { kind: "refused", reason: `the catalog names no ${server} for ${environmentName}` };
  const search = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString();
  const isLong = search.length > mostInAddress;
  const address = `${target.url.replace(/\/+$/, "")}${path}`;
  const outcome = await door.call(
    {
      url: search === "" || isLong ? address : `${address}?${search}`,
      method: isDelete ? "DELETE" : body || isLong ? "POST" : "GET",
      ...(isLong && { headers: { "content-type": "application/x-www-form-urlencoded" }, body: search }),
      ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      timeoutMs: 30_000,
      maxBytes,
      signal,
      service: "prometheus",
    },
    { own: [hostOf(target.url)], listed: [] },
  );
  return outcome.kind === "refused"
    ? outcome
    : readAnswer(outcome, target.name, { isDelete, changes: isDelete || body !== undefined });
}

const mostInAddress = 4000;
const maxBytes = 10_000_000;

function readAnswer(
  answer: HttpAnswer,
  name: string,
  { isDelete, changes }: { readonly isDelete: boolean; readonly changes: boolean },
): Answer {
  const { status } = answer;
  const fault = (message: string, code: string, advice: string): Fault => {
    const retry = status >= 500 || status === 429 ? ({ kind: "backoff" } as const) : ({ kind: "never" } as const);
    const outcome = changes && (status < 300 || status >= 500) ? "unknown" : "not-done";
    return new Fault(message, { service: "prometheus", code, retry, outcome, advice });
  };
  if (answer.isCut) {
    throw fault(
      `${name} answered more than 10 MB`,
      "too-long",
      'Ask for fewer series, such as "topk(10, …)", or a shorter time.',
    );
  }
  const text = textOf(answer.bytes, "");
  const value = isDelete && text.trim() === "" ? null : readJson(text);
  if (status < 300 && value !== undefined) return { kind: "answer", value, text };
  const said = errorIn(value);
  // 400 and 422: the question is at fault, and asking again helps nobody.
  if ((status === 400 || status === 422) && said)
    return { kind: "refused", reason: `${name} does not take it: ${said}` };
  const what = status < 300 ? "with what is no JSON" : `${status} ${answer.statusText}`;
  const because = said ? `: ${said}` : "";
  throw fault(`${name} answered ${what}${because}`, String(status), adviceFor(status));
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return "It asks who calls: let the bot's network through without signing in.";
  return status >= 500
    ? "Look whether it has just started or has no memory left."
    : "Look at its address in the catalog.";
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Prometheus says `{"status":"error","error":"…"}`, Alertmanager a bare string.
function errorIn(value: unknown): string | undefined {
  if (typeof value === "string") return value.slice(0, 500);
  const isError = typeof value === "object" && value !== null && "error" in value && typeof value.error === "string";
  return isError ? String(value.error).slice(0, 500) : undefined;
}
