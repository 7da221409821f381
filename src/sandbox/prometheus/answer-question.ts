import { isPromql } from "../../command-line/promql.ts";
import { knownQuery } from "./known-queries.ts";
import type { JsonRequest, JsonResponse } from "./serve-json.ts";
import type { StoryCourse } from "./story-course.ts";

/** `/api/v1/query`: each series with its value at one moment. */
export function answerInstant({ parameters }: JsonRequest, course: StoryCourse, now: number): JsonResponse {
  const question = readQuestion(parameters);
  if (question.kind === "error") return question.response;
  const at = secondsOf(parameters.get("time")) ?? now / 1000;
  const samples = knownQuery(question.query)?.(at * 1000, course) ?? [];
  const result = samples.map(({ labels, value }) => ({ metric: labels, value: [at, String(value)] }));
  return success({ resultType: "vector", result });
}

/** `/api/v1/query_range`: each series with its values a step apart. */
export function answerRange({ parameters }: JsonRequest, course: StoryCourse): JsonResponse {
  const question = readQuestion(parameters);
  if (question.kind === "error") return question.response;
  const [start, end, step] = ["start", "end", "step"].map((name) => secondsOf(parameters.get(name)));
  if (start === undefined || end === undefined || step === undefined || step <= 0) {
    return badData('invalid parameter "start", "end" or "step": cannot parse to a valid number');
  }
  const count = Math.floor((end - start) / step) + 1;
  if (count < 1) return badData('invalid parameter "end": end timestamp must not be before start time');
  if (count > 11_000) {
    return badData(
      "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)",
    );
  }
  const series = new Map<string, { readonly metric: object; readonly values: [number, string][] }>();
  for (let index = 0; index < count; index++) {
    const at = start + index * step;
    for (const { labels, value } of knownQuery(question.query)?.(at * 1000, course) ?? []) {
      const key = JSON.stringify(labels);
      const one = series.get(key) ?? { metric: labels, values: [] };
      one.values.push([at, String(value)]);
      series.set(key, one);
    }
  }
  return success({ resultType: "matrix", result: [...series.values()] });
}

export function success(data: unknown): JsonResponse {
  return { status: 200, body: { status: "success", data } };
}

function badData(error: string): JsonResponse {
  return { status: 400, body: { status: "error", errorType: "bad_data", error } };
}

type Question =
  | { readonly kind: "question"; readonly query: string }
  | { readonly kind: "error"; readonly response: JsonResponse };

function readQuestion(parameters: URLSearchParams): Question {
  const query = parameters.get("query") ?? "";
  if (isPromql(query)) return { kind: "question", query };
  const reason = query.trim() === "" ? "no expression found in input" : "unexpected character";
  return { kind: "error", response: badData(`invalid parameter "query": 1:1: parse error: ${reason}`) };
}

// Seconds since 1970, an ISO time, or a step such as `30s`.
function secondsOf(written: string | null): number | undefined {
  if (written === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(written)) return Number(written);
  const step = /^(\d+)([smh])$/.exec(written);
  if (step) return Number(step[1]) * ({ s: 1, m: 60, h: 3600 }[step[2] ?? ""] ?? 1);
  const ms = Date.parse(written);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}
