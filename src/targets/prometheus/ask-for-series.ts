import type { HttpDoor } from "../../clients/http.ts";
import type { Refused, Site } from "../target.ts";
import { askServer } from "./ask-server.ts";
import type { Span } from "./chart-of.ts";
import { type Result, readResult } from "./read-result.ts";

export type Asked = { readonly kind: "asked"; readonly result: Result; readonly text: string } | Refused;

/** What a question measures at one moment, in ms since 1970. */
export async function askAt(
  query: string,
  moment: number,
  door: HttpDoor,
  site: Site,
  signal: AbortSignal,
): Promise<Asked> {
  return ask("/api/v1/query", [["time", seconds(moment)]], query, door, site, signal);
}

/** Its course over a span of time. */
export async function askDuring(
  query: string,
  span: Span,
  door: HttpDoor,
  site: Site,
  signal: AbortSignal,
): Promise<Asked> {
  const { from, to, stepSeconds } = span;
  const times: readonly Parameter[] = [
    ["start", seconds(from)],
    ["end", seconds(to)],
    ["step", String(stepSeconds)],
  ];
  return ask("/api/v1/query_range", times, query, door, site, signal);
}

type Parameter = readonly [name: string, value: string];

async function ask(
  path: string,
  times: readonly Parameter[],
  query: string,
  door: HttpDoor,
  site: Site,
  signal: AbortSignal,
): Promise<Asked> {
  const answer = await askServer(
    { server: "prometheus", path, parameters: [["query", query], ...times] },
    door,
    site,
    signal,
  );
  if (answer.kind === "refused") return answer;
  return { kind: "asked", result: readResult(answer.value), text: answer.text };
}

function seconds(ms: number): string {
  return String(ms / 1000);
}
