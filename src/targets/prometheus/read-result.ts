import { z } from "zod";
import { Fault } from "../../clients/fault.ts";
import type { Series } from "../charts/line-chart.ts";

export type Labels = Readonly<Record<string, string>>;

export interface Measured {
  readonly labels: Labels;
  /** In order of time; one of an instant question. */
  readonly points: Series["points"];
}

/** What a question has brought: numbers by labels, or a text. */
export type Result =
  | { readonly kind: "series"; readonly series: readonly Measured[] }
  | { readonly kind: "text"; readonly text: string };

/** Reads the answer of `/api/v1/query` and `/api/v1/query_range`. Throws a `Fault` when it is none. */
export function readResult(value: unknown): Result {
  const read = answer.safeParse(value);
  if (!read.success) throw notPrometheus("query");
  const { data } = read.data;
  switch (data.resultType) {
    case "vector":
      return series(data.result.map(({ metric, value: point }) => ({ labels: metric, points: point ? [point] : [] })));
    case "matrix":
      return series(data.result.map(({ metric, values }) => ({ labels: metric, points: values })));
    case "scalar":
      return series([{ labels: {}, points: [data.result] }]);
    case "string":
      return { kind: "text", text: data.result[1] };
  }
}

/** Whoever answers at this address is something else. */
export function notPrometheus(what: string): Fault {
  return new Fault(`what answered is not what Prometheus or Alertmanager answer to ${what}`, {
    service: "prometheus",
    code: "unreadable",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Look at its address in the catalog.",
  });
}

function series(measured: readonly Measured[]): Result {
  return { kind: "series", series: measured };
}

// `[1700000000.123, "0.37"]`; `NaN` and `+Inf` are numbers, too.
const point = z
  .tuple([z.number(), z.string()])
  .transform(([seconds, value]): readonly [number, number] => [
    seconds * 1000,
    Number(value.replace(/^([+-]?)Inf$/, "$1Infinity")),
  ]);
const metric = z.record(z.string(), z.string());

// Histograms of the newer kind come without a value.
const answer = z.object({
  data: z.discriminatedUnion("resultType", [
    z.object({ resultType: z.literal("vector"), result: z.array(z.object({ metric, value: point.optional() })) }),
    z.object({
      resultType: z.literal("matrix"),
      result: z.array(z.object({ metric, values: z.array(point).default([]) })),
    }),
    z.object({ resultType: z.literal("scalar"), result: point }),
    z.object({ resultType: z.literal("string"), result: z.tuple([z.number(), z.string()]) }),
  ]),
});
