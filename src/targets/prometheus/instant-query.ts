import { Fault } from "../../clients/fault.ts";
import { instantQuery } from "../../operation/prometheus.ts";
import { readTime } from "../read-time.ts";
import { type Output, type Reader, type Refused, reader, type Site } from "../target.ts";
import { askAt, askDuring } from "./ask-for-series.ts";
import type { PrometheusParts } from "./ask-server.ts";
import { chartOf, type Span } from "./chart-of.ts";
import { guessUnit } from "./guess-unit.ts";
import { printInstant } from "./print-result.ts";
import type { Measured } from "./read-result.ts";

/** Each series with its value now, and a picture of the hour before. */
export function askNow(parts: PrometheusParts): Reader {
  return reader(instantQuery, async ({ query, time }, site, { signal }): Promise<Output | Refused> => {
    const moment = time === undefined ? parts.now() : readTime(time, parts.now());
    if (moment === undefined) return { kind: "refused", reason: `"${time}" is not a time` };
    const span = { from: moment - 3_600_000, to: moment, stepSeconds: 15 };
    const [answer, lastHour] = await Promise.all([
      askAt(query, moment, parts.door, site, signal),
      seriesDuring(query, span, parts, site, signal),
    ]);
    if (answer.kind === "refused") return answer;
    const { result, text: piped } = answer;
    if (result.kind === "text") return { text: result.text, piped };
    const unit = guessUnit(query, [...result.series, ...lastHour]);
    const pictures = await chartOf(query, lastHour, unit, span, site);
    return { text: printInstant(result.series, unit), piped, pictures };
  });
}

// The picture is a gift: without it the numbers still stand. A question for a stretch of time (`x[5m]`) has no course of its own.
async function seriesDuring(
  query: string,
  span: Span,
  { door }: PrometheusParts,
  site: Site,
  signal: AbortSignal,
): Promise<readonly Measured[]> {
  try {
    const answer = await askDuring(query, span, door, site, signal);
    return answer.kind === "asked" && answer.result.kind === "series" ? answer.result.series : [];
  } catch (error) {
    if (error instanceof Fault) return [];
    throw error;
  }
}
