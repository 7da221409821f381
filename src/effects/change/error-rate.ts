import type { Service } from "../../catalog/types.ts";
import { sayValue } from "../../targets/charts/unit.ts";
import { guessUnit } from "../../targets/prometheus/guess-unit.ts";
import { readResult } from "../../targets/prometheus/read-result.ts";
import type { Output } from "../../targets/target.ts";
import type { Line } from "./read-back.ts";

/** A measure of errors, and where it alerts. */
interface ErrorRate {
  readonly query: string;
  readonly side: "above" | "below";
  readonly limit: number;
}

/** Those thresholds that speak of an error rate and say how it is measured; of each measure the first, which is the worst. */
export function errorRatesOf({ thresholds }: Pick<Service, "thresholds">): readonly ErrorRate[] {
  const rates = thresholds.flatMap(({ alert, expression, query, above, below }): readonly ErrorRate[] => {
    if (query === undefined || !/error[ -]?rate/i.test(`${alert} ${expression}`)) return [];
    if (above !== undefined) return [{ query, side: "above", limit: above }];
    return below === undefined ? [] : [{ query, side: "below", limit: below }];
  });
  return rates.filter(({ query }, index) => rates.findIndex((one) => one.query === query) === index);
}

/** How it is now: the worst of its series. Before the last look one that is still too high is said, and no failure yet. */
export function errorRateLine({ query, side, limit }: ErrorRate, output: Output, isLast: boolean): Line {
  const result = readResult(JSON.parse(output.piped ?? output.text));
  const series = result.kind === "series" ? result.series : [];
  const values = series.flatMap(({ points }) => points.map(([, value]) => value)).filter((one) => !Number.isNaN(one));
  if (values.length === 0)
    return { isGood: true, text: "The error rate has no data: nothing was asked of the service." };
  const worst = side === "above" ? Math.max(...values) : Math.min(...values);
  const unit = guessUnit(query, [...series]);
  const now = `The error rate is ${sayValue(worst, unit)}, and alerts ${side} ${sayValue(limit, unit)}.`;
  const isOver = side === "above" ? worst > limit : worst < limit;
  if (!isOver) return { isGood: true, text: now };
  return isLast
    ? { isGood: false, text: `${now} It has not come back.` }
    : { isGood: true, text: `${now} It counts the last minutes, and is read again.` };
}
