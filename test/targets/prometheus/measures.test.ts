import { describe, expect, test } from "vitest";
import { guessUnit } from "../../../src/targets/prometheus/guess-unit.ts";
import { isSameMeasure } from "../../../src/targets/prometheus/same-measure.ts";

const valued = (...values: number[]) => [{ labels: {}, points: values.map((value, at) => [at, value] as const) }];

describe("the unit is guessed from the names, modestly", () => {
  test.each([
    ["sum(rate(api_errors_total[5m])) / sum(rate(api_requests_total[5m]))", 0.37, "ratio"],
    ["db_connections_active / db_connections_max", 0.8, "ratio"],
    ["a_total / b_total", 7, "number"],
    ["sum(rate(x_seconds_sum[5m])) / sum(rate(x_seconds_count[5m]))", 0.2, "seconds"],
    ["x_bytes / y_total", 0.2, "number"],
    ['100 - (avg(rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100)', 44, "percent"],
    ["(1 - (a_bytes / b_bytes)) * 100", 57, "percent"],
    ["x * 100", 40_000, "number"],
    ["histogram_quantile(0.95, sum by (le) (rate(api_request_duration_seconds_bucket[5m])))", 0.2, "seconds"],
    ["pg_database_size_bytes", 1e9, "bytes"],
    ["deriv(container_memory_usage_bytes[10m])", 1e4, "bytes-per-second"],
    ["sum(rate(api_requests_total[5m]))", 120, "per-second"],
    ["process_start_time_seconds", 1.7e9, "seconds"],
    ["count(up_bytes)", 3, "number"],
    ["up", 1, "number"],
  ])("%s with %s is %s", (query, value, unit) => expect(guessUnit(query, valued(value))).toBe(unit));
});

describe("a threshold belongs to every question that measures the same", () => {
  const share = "rate(api_errors_total[5m]) / rate(api_requests_total[5m])";

  test.each([
    ["sum(rate(api_errors_total[5m])) / sum(rate(api_requests_total[5m]))", share],
    ["sum by (endpoint) (rate(api_errors_total[5m]))/sum by (endpoint) (rate(api_requests_total[5m]))", share],
    [
      "histogram_quantile(0.95, sum(rate(x_seconds_bucket[5m])) by (le))",
      "histogram_quantile(0.95, rate(x_seconds_bucket[5m]))",
    ],
    ["a   / b", "a/b"],
    ["topk(10, a / b)", "a / b"],
  ])("%s", (query, known) => expect(isSameMeasure(query, known)).toBe(true));

  test.each([
    ["sum(rate(api_requests_total[5m]))", "rate(api_requests_total[5m])"],
    ["rate(api_errors_total[1m]) / rate(api_requests_total[1m])", share],
    ['rate(api_errors_total{job="a"}[5m]) / rate(api_requests_total[5m])', share],
    ["histogram_quantile(0.99, rate(x_bucket[5m]))", "histogram_quantile(0.95, rate(x_bucket[5m]))"],
    ["a / b * 100", "a / b"],
    ["a / b / c", "a / b"],
    ["topk(10, a) / topk(10, b)", "a / b"],
  ])("but not to %s", (query, known) => expect(isSameMeasure(query, known)).toBe(false));
});
