import { expect, test } from "vitest";
import { rankRunbooks } from "../../src/runbook/rank-runbooks.ts";
import { readRunbook } from "../../src/runbook/read-runbook.ts";

const read = (path: string, text: string) => readRunbook({ path, text }).runbook;

const pool = read(
  "runbooks/api/pool.md",
  "---\nservice: api\nalerts: [DatabasePoolExhausted]\nseverity: P1\n---\n# Pool exhausted\n\n**Symptoms:** too many connections, slow answers\n\n```bash\npsql -c 'SELECT 1'\n```\n",
);
const memory = read(
  "runbooks/api/memory.md",
  "---\nservice: api\n---\n# Memory leak\n\n**Symptoms**:\n- Pods are OOMKilled\n\n```bash\nkubectl top pods\n```\n",
);
const other = read(
  "runbooks/blog/pool.md",
  "---\nservice: blog\nalerts: [DatabasePoolExhausted]\n---\n# Pool exhausted\n",
);
const whole = read(
  "docs/everything.md",
  "# Operations\n\n## Incidents\n\n### Disk full\n\n**Symptoms**: no space left on device\n\n```bash\nkubectl get pvc\n```\n\n### Login fails\n\n```bash\nkubectl get pods\n```\n",
);
const all = [memory, other, whole, pool];

const ranked = (text: string, alerts: readonly string[] = []) =>
  rankRunbooks(all, { service: "api", severity: "P1", alerts, text });

test("the alert's name decides first", () => {
  const [best] = ranked("memory is high too", ["database-pool-exhausted"]);
  expect(best?.runbook).toBe(pool);
  expect(best?.reasons).toContain("alert database-pool-exhausted");
});

test("else the words of the symptoms", () => {
  expect(ranked("pods OOMKilled again")[0]?.runbook).toBe(memory);
  expect(ranked("too many connections")[0]?.reasons.join()).toContain("symptoms");
});

test("a runbook of another service is never offered", () => {
  expect(ranked("pool exhausted", ["DatabasePoolExhausted"]).map(({ runbook }) => runbook)).not.toContain(other);
});

test("in a document of many incidents the part that fits is named", () => {
  const [best] = rankRunbooks([whole], { alerts: [], text: "no space left on the disk" });
  expect(best?.section).toEqual(["Operations", "Incidents", "Disk full"]);
  expect(best?.line).toBe(5);
});

test("words alone that fit nothing offer the service's own, last", () => {
  const list = ranked("zzz");
  expect(list.map(({ reasons }) => reasons)).toEqual([["service api"], ["service api"]]);
});
