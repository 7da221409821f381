import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Reader } from "../../target.ts";
import type { Answer } from "../aws-door.ts";
import { type AwsParts, awsOperationNamed, type MetricChart, word, words } from "../aws-parts.ts";
import { describeReader } from "./describe-reader.ts";

const datapoint = z.looseObject({ Timestamp: z.string(), Unit: z.string().optional() });
const statistics = z.object({ Datapoints: z.array(datapoint).default([]) });

/** A metric as numbers in the order of time, and as a picture. */
export function metricReader(parts: AwsParts): Reader {
  return describeReader(awsOperationNamed("cloudwatch", "get-metric-statistics"), parts, (answer, given) => {
    const points = Array.isArray(answer.Datapoints) ? answer.Datapoints : [];
    const sorted: Answer = { ...answer, Datapoints: [...points].sort((a, b) => timeOf(a) - timeOf(b)) };
    const drawn = parts.chart && points.length > 0 ? [parts.chart(chartOf(sorted, given))] : undefined;
    return { answer: sorted, ...(drawn && { pictures: drawn }) };
  });
}

function chartOf(answer: Answer, given: AwsArguments): MetricChart {
  const { Datapoints } = statistics.parse(answer);
  return {
    title: `${word(given, "namespace") ?? ""} ${word(given, "metricName") ?? ""}`.trim(),
    unit: Datapoints[0]?.Unit ?? "",
    series: words(given, "statistics").map((name) => ({
      name,
      points: Datapoints.flatMap((point) => {
        const value = point[name];
        return typeof value === "number" ? [{ at: Date.parse(point.Timestamp), value }] : [];
      }),
    })),
  };
}

function timeOf(point: unknown): number {
  const read = datapoint.safeParse(point);
  return read.success ? Date.parse(read.data.Timestamp) : 0;
}
