import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { LineChart } from "../../charts/line-chart.ts";
import type { Unit } from "../../charts/unit.ts";
import { readTime } from "../../read-time.ts";
import type { Reader } from "../../target.ts";
import type { Answer } from "../aws-door.ts";
import { type AwsParts, awsOperationNamed, word, words } from "../aws-parts.ts";
import { describeReader } from "./describe-reader.ts";

const datapoint = z.looseObject({
  Timestamp: z.string(),
  Unit: z.string().optional(),
  ExtendedStatistics: z.record(z.string(), z.number()).optional(),
});
const statistics = z.object({ Datapoints: z.array(datapoint).default([]) });

const units: Readonly<Record<string, Unit>> = {
  Percent: "percent",
  Seconds: "seconds",
  Bytes: "bytes",
  "Bytes/Second": "bytes-per-second",
  "Count/Second": "per-second",
};

/** A metric as numbers in the order of time, and as a picture. */
export function metricReader(parts: AwsParts): Reader {
  return describeReader(awsOperationNamed("cloudwatch", "get-metric-statistics"), parts, async (answer, given) => {
    const points = Array.isArray(answer.Datapoints) ? answer.Datapoints : [];
    const sorted: Answer = { ...answer, Datapoints: [...points].sort((a, b) => timeOf(a) - timeOf(b)) };
    return points.length > 0
      ? { answer: sorted, pictures: [await parts.chart(chartOf(sorted, given, parts.now()))] }
      : { answer: sorted };
  });
}

function chartOf(answer: Answer, given: AwsArguments, now: number): LineChart {
  const { Datapoints } = statistics.parse(answer);
  const times = Datapoints.map(({ Timestamp }) => Date.parse(Timestamp));
  const [start, end] = [word(given, "startTime"), word(given, "endTime")];
  return {
    title: `${word(given, "namespace") ?? ""} ${word(given, "metricName") ?? ""}`.trim(),
    unit: units[Datapoints[0]?.Unit ?? ""],
    from: (start === undefined ? undefined : readTime(start, now)) ?? Math.min(...times),
    to: (end === undefined ? undefined : readTime(end, now)) ?? Math.max(...times),
    series: [...words(given, "statistics"), ...words(given, "extendedStatistics")].map((name) => ({
      name,
      points: Datapoints.flatMap((point) => {
        const value = point[name] ?? point.ExtendedStatistics?.[name];
        return typeof value === "number" ? [[Date.parse(point.Timestamp), value] as const] : [];
      }),
    })),
  };
}

function timeOf(point: unknown): number {
  const read = datapoint.safeParse(point);
  return read.success ? Date.parse(read.data.Timestamp) : 0;
}
