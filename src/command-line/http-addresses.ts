import { z } from "zod";
import type { HttpCall } from "./curl.ts";
import { isPromql } from "./promql.ts";
import { manual, operation, type ToolResult } from "./tool-result.ts";

/** What a call means when its address is one whose meaning is known: Prometheus, Alertmanager, the pager. */
export function readKnownAddress(call: HttpCall): ToolResult | undefined {
  const [, host = "", path = "", search = ""] = /^https?:\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?$/i.exec(call.url) ?? [];
  const parameters = parametersOf(search, call.method === "POST" ? call.fields : []);
  if (host === "events.pagerduty.com") return readPagerEvent(path, call);
  // Whoever speaks to these servers does so with the catalog's own credentials; any other header means something.
  if (Object.keys(call.headers).some((name) => !/^(authorization|accept|content-type)$/i.test(name))) return undefined;
  // What an operation has no word for is never left out: then it stays a plain call.
  const isBare = search === "" && call.body === undefined;
  if (call.method === "DELETE") return isBare ? readEndOfSilence(host, path) : undefined;
  if (call.method !== "POST" && (call.method !== "GET" || call.body !== undefined)) return undefined;
  const isBareGet = isBare && call.method === "GET";
  switch (path.replace(/\/$/, "")) {
    case "/api/v1/query":
    case "/api/v1/query_range":
      return readQuery(path.includes("range"), host, parameters);
    case "/api/v1/alerts":
      return isBareGet ? operation("prometheus.alerts", { host }) : undefined;
    case "/api/v1/targets":
      return isBareGet ? operation("prometheus.targets", { host }) : undefined;
    case "/api/v2/alerts":
      return isBareGet ? operation("alertmanager.alerts", { host }) : undefined;
    case "/api/v2/silences":
      return call.method === "POST" ? readSilence(host, call.body) : undefined;
    default:
      return undefined;
  }
}

function parametersOf(search: string, fields: readonly string[]): ReadonlyMap<string, string> {
  const map = new Map(new URLSearchParams(search));
  for (const field of fields) map.set(field.slice(0, field.indexOf("=")), field.slice(field.indexOf("=") + 1));
  return map;
}

const understood = new Set(["query", "time", "start", "end", "step", "timeout"]);

function readQuery(range: boolean, host: string, parameters: ReadonlyMap<string, string>): ToolResult {
  const query = parameters.get("query");
  const strange = [...parameters.keys()].find((name) => !understood.has(name));
  if (strange !== undefined) return manual(`curl: Prometheus takes no parameter ${strange} here`);
  if (query === undefined || !isPromql(query)) return manual("curl: the question to Prometheus is not PromQL");
  const given = (name: string) => parameters.get(name);
  if (range)
    return operation("prometheus.query-range", {
      query,
      start: given("start"),
      end: given("end"),
      step: given("step"),
      host,
    });
  return operation("prometheus.query", { query, time: given("time"), host });
}

const pagerBody = z.object({
  event_action: z.enum(["trigger", "acknowledge", "resolve"]),
  dedup_key: z.string().optional(),
  payload: z
    .object({ summary: z.string().optional(), severity: z.string().optional(), source: z.string().optional() })
    .optional(),
});

// The routing key is the catalog's: a key written in a runbook is never used.
function readPagerEvent(path: string, call: HttpCall): ToolResult {
  if (path !== "/v2/enqueue" || call.method !== "POST")
    return manual("curl: only POST /v2/enqueue is understood of the pager's events");
  const parsed = pagerBody.safeParse(readJson(call.body));
  if (!parsed.success) return manual("curl: the pager's event is not the JSON it expects");
  const { event_action: action, dedup_key: dedupKey, payload } = parsed.data;
  return operation("pagerduty.event", { action, dedupKey, ...payload });
}

const silenceBody = z.strictObject({
  matchers: z.array(z.unknown()),
  startsAt: z.string().optional(),
  endsAt: z.string().optional(),
  createdBy: z.string().optional(),
  comment: z.string(),
});

function readSilence(host: string, body: string | undefined): ToolResult {
  const parsed = silenceBody.safeParse(readJson(body));
  if (!parsed.success) return manual("curl: the silence is not the JSON Alertmanager expects");
  return operation("alertmanager.silence", { ...parsed.data, host });
}

function readEndOfSilence(host: string, path: string): ToolResult | undefined {
  const id = /^\/api\/v2\/silence\/([\w-]{1,64})$/.exec(path)?.[1];
  return id === undefined ? undefined : operation("alertmanager.expire-silence", { id, host });
}

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
