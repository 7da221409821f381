import { rangeQuery } from "../../operation/prometheus.ts";
import { readTime } from "../read-time.ts";
import { type Output, type Reader, type Refused, reader } from "../target.ts";
import { askDuring } from "./ask-for-series.ts";
import type { PrometheusParts } from "./ask-server.ts";
import { chartOf, type Span } from "./chart-of.ts";
import { guessUnit } from "./guess-unit.ts";
import { printRange } from "./print-result.ts";
import { readSeconds } from "./read-seconds.ts";

/** The course of each series as a picture, and its lowest, highest and last value. Without times: the last hour. */
export function askOver({ door, now }: PrometheusParts): Reader {
  return reader(rangeQuery, async (given, site, { signal }): Promise<Output | Refused> => {
    const span = readSpan(given, now());
    if (span.kind === "refused") return span;
    const answer = await askDuring(given.query, span, door, site, signal);
    if (answer.kind === "refused") return answer;
    const { result, text: piped } = answer;
    if (result.kind === "text") return { text: result.text, piped };
    const unit = guessUnit(given.query, result.series);
    return {
      text: printRange(result.series, unit),
      piped,
      pictures: await chartOf(given.query, result.series, unit, span, site),
    };
  });
}

interface Written {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly step?: string | undefined;
}

function readSpan({ start, end, step }: Written, now: number): (Span & { readonly kind: "span" }) | Refused {
  const to = end === undefined ? now : readTime(end, now);
  if (to === undefined) return { kind: "refused", reason: `end: "${end}" is not a time` };
  const from = start === undefined ? to - 3_600_000 : readTime(start, now);
  if (from === undefined) return { kind: "refused", reason: `start: "${start}" is not a time` };
  if (from >= to) return { kind: "refused", reason: "its start is not before its end" };
  const stepSeconds = step === undefined ? usualStep(to - from) : readSeconds(step);
  if (stepSeconds === undefined) return { kind: "refused", reason: `step: "${step}" is not a duration such as 30s` };
  return { kind: "span", from, to, stepSeconds };
}

// 240 points are as many as a picture can show; Prometheus rarely measures more often than every 15 seconds.
function usualStep(spanMs: number): number {
  return Math.max(15, Math.ceil(spanMs / 1000 / 240));
}
