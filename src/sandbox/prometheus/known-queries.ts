import type { StoryCourse } from "./story-course.ts";

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a question measures at a moment; undefined for a question the story has no series for. */
export function knownQuery(query: string): ((at: number, course: StoryCourse) => readonly Sample[]) | undefined {
  const measure = queries.get(normal(query));
  return measure && ((at, course) => measure({ at, bad: course.badness(at), since: at - course.deployedAt }));
}

interface Moment {
  readonly at: number;
  readonly bad: number;
  /** ms since the deploy; negative before it. */
  readonly since: number;
}

type Measure = (moment: Moment) => readonly Sample[];

function normal(query: string): string {
  return query
    .replace(/\s+/g, " ")
    .replace(/ ?([(),{}/*+=-]) ?/g, "$1")
    .trim();
}

// The same for the same moment, so that a chart drawn twice is the same chart.
function wobble(at: number, salt: number): number {
  return Math.sin(at / 47_000 + salt) * 0.6 + Math.sin(at / 13_000 + salt * 7) * 0.4;
}

function one(value: (moment: Moment) => number, labels: Sample["labels"] = {}): Measure {
  return (moment) => [{ labels, value: value(moment) }];
}

function each(label: string, names: readonly string[], value: (moment: Moment, index: number) => number): Measure {
  return (moment) => names.map((name, index) => ({ labels: { [label]: name }, value: value(moment, index) }));
}

const share = ({ at, bad }: Moment) => 0.004 + bad * 0.366 + wobble(at, 1) * (0.0006 + bad * 0.006);
const requests = ({ at, bad }: Moment) => (118 + wobble(at, 2) * 7) * (1 + bad * 0.12);
const latency = ({ at, bad }: Moment) => 0.18 + bad * 2.05 + wobble(at, 3) * (0.012 + bad * 0.08);
const slowest = (moment: Moment) => latency(moment) * 1.9;
const database = ({ at, bad }: Moment) => 0.035 + bad * 0.61 + wobble(at, 4) * 0.006;
// Connections leak: they rise as long as the cause is there, and the pool is full after ten minutes.
const connections = ({ at, bad, since }: Moment) =>
  0.41 + bad * 0.57 * Math.min(1, Math.max(0, since) / 600_000) + wobble(at, 5) * 0.012;

const endpoints = ["/api/v1/campaigns", "/api/v1/episodes", "/api/v1/sponsors", "/api/v1/reports"];
const endpointShare = [1.9, 0.95, 0.35, 0.06];
const pods = ["architect-api-6d5f7c9b8-2xkqv", "architect-api-6d5f7c9b8-9wz4m", "architect-api-6d5f7c9b8-tq7hd"];
const api = { job: "podcast-api", instance: "api-service:8000" };
const node = { instance: "node-1:9100", job: "node" };
const addresses = ["203.0.113.7", "203.0.113.20", "198.51.100.4"];

const byEndpoint = (per: (moment: Moment) => number): Measure =>
  each("endpoint", endpoints, (moment, index) => per(moment) * (endpointShare[index] ?? 1));
const memory = each(
  "pod",
  pods,
  ({ at }, index) => (612 + index * 34 + (at % 3_600_000) / 90_000 + wobble(at, index) * 4) * 2 ** 20,
);

// In the words of the shipped runbooks and of the catalog's thresholds.
const queries: ReadonlyMap<string, Measure> = new Map(
  Object.entries<Measure>({
    "rate(api_errors_total[5m]) / rate(api_requests_total[5m])": one(share, api),
    "sum(rate(api_errors_total[5m])) / sum(rate(api_requests_total[5m]))": one(share),
    "sum by (endpoint) (rate(api_errors_total[5m])) / sum by (endpoint) (rate(api_requests_total[5m]))":
      byEndpoint(share),
    "sum(rate(api_requests_total[5m]))": one(requests),
    "sum(rate(api_requests_total[5m] offset 1w))": one(({ at }) => 112 + wobble(at, 9) * 6),
    "rate(api_requests_total[5m])": one(requests, api),
    "histogram_quantile(0.95, sum by (le) (rate(api_request_duration_seconds_bucket[5m])))": one(latency),
    "histogram_quantile(0.95, rate(api_request_duration_seconds_bucket[5m]))": one(latency, api),
    "topk(10, histogram_quantile(0.95, sum by (le, endpoint) (rate(api_request_duration_seconds_bucket[5m]))))":
      byEndpoint(latency),
    "histogram_quantile(0.95, sum by (le) (rate(db_query_duration_seconds_bucket[5m])))": one(database),
    "histogram_quantile(0.95, rate(db_query_duration_seconds_bucket[5m]))": one(database, api),
    "db_connections_active / db_connections_max": one(connections, api),
    pg_database_size_bytes: one(({ at }) => 38.2 * 2 ** 30 + (at % 86_400_000) * 2, {
      __name__: "pg_database_size_bytes",
      datname: "podcast_analytics",
    }),
    up: each("job", ["podcast-api", "postgres", "redis", "node"], () => 1),
    'up{job="postgres"}': one(() => 1, { __name__: "up", job: "postgres", instance: "postgres:9187" }),
    '100 - (avg(rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100)': one(
      ({ at, bad }) => 44 + bad * 17 + wobble(at, 6) * 3,
    ),
    "(1 - (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)) * 100": one(
      ({ at, bad }) => 61 + bad * 9 + wobble(at, 7),
      node,
    ),
    "(1 - (node_filesystem_avail_bytes / node_filesystem_size_bytes)) * 100": one(() => 57.4, {
      ...node,
      mountpoint: "/",
    }),
    "topk(10, sum by (client_ip) (rate(api_requests_total[1m])))": each(
      "client_ip",
      addresses,
      ({ at }, index) => 3 / (index + 1) + wobble(at, index) * 0.2,
    ),
    'sum(rate(http_requests_total{status=~"5.."}[5m]))': one((moment) => share(moment) * requests(moment)),
    'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))': one(share),
    'topk(10, sum by (endpoint) (rate(http_requests_total{status=~"5.."}[5m])))': byEndpoint(
      (moment) => share(moment) * 30,
    ),
    'sum by (status) (rate(http_requests_total{status=~"5.."}[5m]))': each(
      "status",
      ["500", "503"],
      (moment, index) => share(moment) * (index === 0 ? 96 : 21),
    ),
    "sum(rate(http_requests_total[5m]))": one(requests),
    "sum(rate(http_requests_total[1m]))": one(requests),
    "topk(10, sum by (client_ip) (rate(http_requests_total[1m])))": each(
      "client_ip",
      addresses,
      ({ at }, index) => 3 / (index + 1) + wobble(at, index) * 0.2,
    ),
    "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))": one(latency),
    "histogram_quantile(0.95, sum(rate(http_request_duration_seconds_bucket[5m])) by (le))": one(latency),
    "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))": one(slowest),
    'container_memory_usage_bytes{pod=~"architect-api.*"}': memory,
    'deriv(container_memory_usage_bytes{pod=~"architect-api.*"}[10m])': each(
      "pod",
      pods,
      ({ at }, index) => (11 + index * 2 + wobble(at, index)) * 1024,
    ),
  }).map(([query, measure]) => [normal(query), measure]),
);
