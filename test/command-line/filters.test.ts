import { describe, expect, test } from "vitest";
import { isPromql } from "../../src/command-line/promql.ts";
import { describeFilter } from "../../src/operation/filter.ts";
import { read, reasonOf } from "./read.ts";

function filters(text: string): readonly unknown[] {
  const reading = read(`kubectl get pods | ${text}`);
  if (reading.kind === "manual") throw new Error(reading.reason);
  return reading.filters;
}

describe("filters are data", () => {
  test.each([
    ["grep -iE 'a|b'", { kind: "grep", patterns: ["a|b"], syntax: "extended", ignoreCase: true }],
    ["grep -A 5 -B2 x", { kind: "grep", patterns: ["x"], syntax: "basic", after: 5, before: 2 }],
    ["grep -5 x", { kind: "grep", patterns: ["x"], syntax: "basic", after: 5, before: 5 }],
    ["grep -v -e a -e b", { kind: "grep", patterns: ["a", "b"], syntax: "basic", invert: true }],
    ["egrep -c x", { kind: "grep", patterns: ["x"], syntax: "extended", count: true }],
    ["grep -- -x", { kind: "grep", patterns: ["-x"], syntax: "basic" }],
    ["head -50", { kind: "head", lines: 50 }],
    ["head", { kind: "head", lines: 10 }],
    ["head -n -1", { kind: "head", lines: 1, allBut: true }],
    ["tail -n +2", { kind: "tail", lines: 2, fromLine: true }],
    ["sort -k3,3nr", { kind: "sort", by: "number", reverse: true, fromField: 3, toField: 3 }],
    ["sort -hr -t,", { kind: "sort", by: "human", reverse: true, separator: "," }],
    ["uniq -c", { kind: "uniq", count: true }],
    ["wc -l", { kind: "count", what: ["lines"] }],
    ["cut -d: -f1,3-", { kind: "cut", by: "fields", ranges: "1,3-", delimiter: ":" }],
    ["tr -d '\"'", { kind: "translate", from: '"', delete: true }],
    ["awk '{print $1, $NF}'", { kind: "fields", fields: [1, -1] }],
    ["awk -F: '/x/ {print $2}'", { kind: "fields", fields: [2], separator: ":", pattern: "x" }],
    ["awk 'NR>1 {print $1}'", { kind: "fields", fields: [1], skip: 1 }],
    ["awk -F/ 'NR==1{ print $2 }'", { kind: "fields", fields: [2], separator: "/", onlyLine: 1 }],
    ["sed -n '/^Events:/,$p'", { kind: "from-match", pattern: "^Events:", syntax: "basic" }],
    ["sed -n '10,20p'", { kind: "lines", from: 10, to: 20 }],
    ["sed -n '10,$p'", { kind: "lines", from: 10 }],
    ["sed 's/a/b/g'", { kind: "replace", pattern: "a", replacement: "b", syntax: "basic", all: true }],
    ["jq -r '.items[].name'", { kind: "jq", program: ".items[].name", raw: true }],
    ["column -t", { kind: "columns" }],
    ["less", { kind: "pass" }],
  ])("%s", (text, expected) => expect(filters(text)).toEqual([expected]));

  test("in the order they stand, each with words for people", () => {
    const reading = read("kubectl logs api | grep -oE 'x+' | sort | uniq -c | sort -rn | head -3");
    expect(reading.kind === "operation" && reading.filters.map(describeFilter)).toEqual([
      'keep lines that match "x+"',
      "sorted by text",
      "repeated lines counted",
      "sorted by number, largest first",
      "the first 3 lines",
    ]);
  });
});

describe("a program after | that is no filter says what to do instead", () => {
  test.each([
    ["xargs kubectl delete pod", "write that command with the names"],
    ["base64 -d", "may be a secret"],
    ["kubectl apply -f -", "reviewed file"],
    ["tee all.txt", "paste what matters"],
    ["sed -n '/x/w out.txt'", "of sed"],
    ["sed -n '/x/,$w out.txt'", "of sed"],
    ["awk 'NR==1{ system(\"rm\") }'", "of awk"],
  ])("%s", (text, reason) => expect(reasonOf(`kubectl get pods -o name | ${text}`)).toContain(reason));
});

describe("PromQL is told from prose and commands", () => {
  test.each([
    "rate(api_errors_total[5m]) / rate(api_requests_total[5m])",
    'topk(10, histogram_quantile(0.95, rate(x_bucket{job=~"api.*"}[5m])))',
    "sum by (pod) (rate(container_cpu_usage_seconds_total[5m])) > 0.8",
    '100 - (avg(rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100)',
    "up{job='x'} == 0 and on(instance) absent(up)",
    "max_over_time(x[1h:5m] offset 1d)",
  ])("%s", (text) => expect(isPromql(text, { strict: true })).toBe(true));
  test.each([
    "Check error rates by endpoint",
    "kubectl get pods",
    "rate limit exceeded (429)",
    "rm -rf /",
    "up",
    "foo(bar)",
    "rate(x[5m]",
    "",
    "SELECT count(*) FROM x",
    "systemctl(restart)",
  ])("not: %s", (text) => expect(isPromql(text, { strict: true })).toBe(false));
});
